package io.countersign.auth.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Counts login attempts, for all nodes together.
 *
 * <p>An attempt is taken before the password is looked at, and is in flight until it is settled.
 * Settling gives it back when it does not count, and spends it otherwise. An attempt that nobody
 * settles is spent.
 */
public interface LoginLimiter {

  /**
   * How many attempts a key has.
   *
   * @param key what attempts are counted for, such as an address or a user
   * @param attempts how many can be taken at once; they come back one after the other, all of them
   *     in the limiter's period
   */
  record Limit(String key, int attempts) {}

  /**
   * Why an attempt could not be taken.
   *
   * @param key the key whose attempts are used up; of several, the one that stays so longest
   * @param inFlight whether an attempt may come back as soon as others are settled: their outcome
   *     is not known yet
   * @param retryAfter how long until an attempt comes back; with {@code inFlight} it may be sooner
   */
  record Refusal(String key, boolean inFlight, Duration retryAfter) {}

  /**
   * What was taken.
   *
   * @param groups the number of groups, from the first on, whose attempts were taken
   * @param refusal why the next group was refused; empty when there is no next one
   */
  record Taken(int groups, Optional<Refusal> refusal) {}

  /**
   * Takes attempts group by group, until a group is refused. From a group it takes one attempt of
   * each limit, or none at all. What it took from the groups before stays taken.
   *
   * <p>Of any number of simultaneous calls, no more pass than a limit has attempts.
   *
   * @param groups the limits; no key is in them twice
   */
  Taken takeEach(List<List<Limit>> groups);

  /**
   * Takes one attempt of each limit, or none of any.
   *
   * @return empty when they were taken
   * @see #takeEach
   */
  default Optional<Refusal> take(List<Limit> limits) {
    return takeEach(List.of(limits)).refusal();
  }

  /** Settles attempts that do not count: each of the limits has one more again. */
  void giveBack(List<Limit> limits);

  /** Settles attempts that count: they are in flight no more, and come back with time only. */
  void spend(List<Limit> limits);
}
