package io.countersign.auth.spi;

import java.time.Clock;
import java.time.Duration;

/** Makes the limiter of login attempts that a deployment's settings ask for. */
public interface LoginLimiterFactory {

  /** The most attempts that can be allowed. */
  int MOST_ATTEMPTS = 1_000_000;

  /** The longest time that they can be allowed in. */
  Duration LONGEST_PERIOD = Duration.ofDays(1);

  /**
   * A limiter that lets {@code attempts} of each key pass at once, and takes {@code per} to bring
   * all of them back, one after the other.
   *
   * @param attempts how many, from 1 to {@link #MOST_ATTEMPTS}
   * @param per from a second to {@link #LONGEST_PERIOD}
   * @param clock what the time is read from
   * @throws IllegalArgumentException when one of the two is out of its bounds
   */
  LoginLimiter create(int attempts, Duration per, Clock clock);
}
