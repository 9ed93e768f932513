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
   * Takes one attempt of each limit, or none of any. Of any number of simultaneous calls no more
   * pass than a limit has attempts.
   *
   * @param limits no key twice
   * @return empty when they were taken
   */
  Optional<Refusal> take(List<Limit> limits);

  /** Settles attempts that were none to count: each of the limits has one more. */
  void giveBack(List<Limit> limits);

  /** Settles attempts that count: they are in flight no more, and come back with time only. */
  void spend(List<Limit> limits);
}
