package io.countersign.auth.spi;

import java.time.Clock;
import java.time.Duration;

/** Makes the limiter of login attempts. */
public interface LoginLimiterFactory {

  /** The longest time that attempts can be counted for. */
  Duration LONGEST_PERIOD = Duration.ofDays(1);

  /**
   * A limiter whose attempts come back in {@code per}.
   *
   * @param per from a second to {@link #LONGEST_PERIOD}
   * @param clock what the time is read from
   * @throws IllegalArgumentException when {@code per} is out of these bounds
   */
  LoginLimiter create(Duration per, Clock clock);
}
