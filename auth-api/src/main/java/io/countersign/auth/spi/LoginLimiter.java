package io.countersign.auth.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Counts login attempts, for all nodes together.
 *
 * <p>An attempt is taken before the password is looked at, and is in flight until it is settled:
 * given back when it was none to count, else spent. One that nobody settles is spent.
 */
public interface LoginLimiter {

  /**
   * What attempts are counted for.
   *
   * @param key such as an address or a user
   * @param attempts how many can be taken at once; all of them come back, one after the other, in
   *     the limiter's period
   */
  record Limit(String key, int attempts) {}

  /**
   * Why an attempt could not be taken.
   *
   * @param key whose attempts are out; of several, the one that will be so longest
   * @param inFlight whether there may be one as soon as others have been looked at: their outcome
   *     is not known yet
   * @param retryAfter how long until there is one, if not sooner
   */
  record Refusal(String key, boolean inFlight, Duration retryAfter) {}

  /**
   * What was taken.
   *
   * @param groups of how many groups, from the first on
   * @param refusal why of the next one not; empty when there is none
   */
  record Taken(int groups, Optional<Refusal> refusal) {}

  /**
   * Takes one attempt of each limit of a group, or none of any, one group after the other until one
   * is refused; what was taken of those before stays so. Of any number of simultaneous calls no
   * more pass than a limit has attempts.
   *
   * @param groups in all of them no key twice
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

  /** Settles attempts that were none to count: each of the limits has one more. */
  void giveBack(List<Limit> limits);

  /** Settles attempts that count: they are in flight no more, and come back with time only. */
  void spend(List<Limit> limits);
}
