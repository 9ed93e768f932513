package io.countersign.auth.core;

import io.countersign.auth.verify.InvalidSettingException;
import java.time.Duration;

/**
 * How often expired rows are removed, and how long security events are kept.
 *
 * @param interval from the end of one run to the beginning of the next; 5 minutes by default
 * @param eventRetention how long security events are kept; 90 days by default
 */
public record CleanupSettings(Duration interval, Duration eventRetention) {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);

  /**
   * Checks every value.
   *
   * @throws InvalidSettingException when one is out of bounds, naming its setting
   */
  public CleanupSettings {
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new InvalidSettingException(
          "countersign.cleanup.interval", "must be from PT10S to P1D");
    }
    if (eventRetention.compareTo(SHORTEST_RETENTION) < 0
        || eventRetention.compareTo(LONGEST_RETENTION) > 0) {
      throw new InvalidSettingException(
          "countersign.events.retention", "must be from P1D to P3650D");
    }
  }
}
