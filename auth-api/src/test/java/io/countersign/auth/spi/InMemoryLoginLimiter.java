package io.countersign.auth.spi;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts in a map; what is used up stays so until it is given back. */
public final class InMemoryLoginLimiter implements LoginLimiter {

  /** What whoever finds nothing left is told to wait. */
  public static final Duration WAIT = Duration.ofSeconds(90);

  private final int attempts;
  private final Map<String, Integer> taken = new HashMap<>();

  /** So many attempts for each key. */
  public InMemoryLoginLimiter(int attempts) {
    this.attempts = attempts;
  }

  @Override
  public synchronized Optional<Duration> take(List<String> keys) {
    if (keys.stream().anyMatch(key -> taken(key) >= attempts)) {
      return Optional.of(WAIT);
    }
    keys.forEach(key -> taken.merge(key, 1, Integer::sum));
    return Optional.empty();
  }

  @Override
  public synchronized void giveBack(List<String> keys) {
    keys.forEach(key -> taken.merge(key, -1, Integer::sum));
  }

  /** How many attempts are taken from a key. */
  public synchronized int taken(String key) {
    return taken.getOrDefault(key, 0);
  }
}
