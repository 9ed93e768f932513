package io.countersign.auth.core;

import java.time.Duration;

/**
 * How long refresh tokens live and what they are bound to.
 *
 * @param ttl the life of one token from its issue; 7 days by default
 * @param maxLifetime the life of a family from its login, however often it is refreshed; 30 days by
 *     default
 * @param retryWindow how long after its use a token may be presented again for the same successor;
 *     zero by default: strict single use
 * @param deviceRequired whether a login without a device fingerprint is refused
 */
public record RefreshTokenSettings(
    Duration ttl, Duration maxLifetime, Duration retryWindow, boolean deviceRequired) {

  private static final Duration LONGEST_LIFE = Duration.ofDays(3650);
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

  /**
   * Checks every value, and each against the others.
   *
   * @throws InvalidSettingException when one is out of bounds or contradicts another, naming both
   */
  public RefreshTokenSettings {
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidSettingException("countersign.refresh-token.ttl", "must be at least PT1S");
    }
    if (maxLifetime.compareTo(ttl) < 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.max-lifetime",
          "must not be shorter than countersign.refresh-token.ttl");
    }
    if (maxLifetime.compareTo(LONGEST_LIFE) > 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.max-lifetime", "must not be longer than P3650D");
    }
    if (retryWindow.isNegative() || retryWindow.compareTo(LONGEST_WINDOW) > 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.retry-window", "must be from PT0S to PT1M");
    }
  }
}
