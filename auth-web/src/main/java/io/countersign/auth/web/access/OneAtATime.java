package io.countersign.auth.web.access;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets each user run one costly task at a time on this node, such as the judgement of a new
 * password.
 */
public final class OneAtATime {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Set<String> atIt = ConcurrentHashMap.newKeySet();

  /** Turns for one kind of work. */
  public OneAtATime() {}

  /**
   * Does a user's work.
   *
   * @param user the user's id
   * @throws TooManyAttemptsException while the same user's work is still running, with 1 s to wait
   */
  public <T> T take(String user, Supplier<T> work) {
    if (!atIt.add(user)) {
      throw new TooManyAttemptsException(SOON);
    }
    try {
      return work.get();
    } finally {
      atIt.remove(user);
    }
  }
}
