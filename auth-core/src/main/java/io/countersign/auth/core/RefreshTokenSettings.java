package io.countersign.auth.core;

import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.verify.InvalidSettingException;
import java.time.Duration;

/**
 * How long refresh tokens live and what they are bound to.
 *
 * @param ttl the life of one token from its issue; 7 days by default
 * @param maxLifetime the life of a family from its login, however often it is refreshed; 30 days by
 *     default
 * @param directoryMaxLifetime the same for a user whose password another directory keeps, since a
 *     refresh does not ask that directory again; as long as {@code maxLifetime} by default
 * @param briefLifetime the life of a session that is to end with the browser, from its login and
 *     however often it is refreshed; 12 hours by default
 * @param retryWindow how long after its use a token may be presented again for the same successor;
 *     zero by default: strict single use
 * @param deviceRequired whether a login without a device fingerprint is refused
 * @param limit how many sessions a user may have at a time; 100 by default, of which the least
 *     recently used ends
 */
public record RefreshTokenSettings(
    Duration ttl,
    Duration maxLifetime,
    Duration directoryMaxLifetime,
    Duration briefLifetime,
    Duration retryWindow,
    boolean deviceRequired,
    SessionLimit limit) {

  private static final Duration LONGEST_LIFE = Duration.ofDays(3650);
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);
  private static final int MOST_SESSIONS = 10_000;

  /** The default of {@code limit}. */
  public static final SessionLimit USUAL_LIMIT = new SessionLimit(100, true);

  /** Settings with one {@code maxLifetime} for all sessions, and the default limit. */
  public RefreshTokenSettings(
      Duration ttl, Duration maxLifetime, Duration retryWindow, boolean deviceRequired) {
    this(ttl, maxLifetime, maxLifetime, maxLifetime, retryWindow, deviceRequired, USUAL_LIMIT);
  }

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
    if (directoryMaxLifetime.compareTo(Duration.ofSeconds(1)) < 0
        || directoryMaxLifetime.compareTo(maxLifetime) > 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.directory-max-lifetime",
          "must be from PT1S to countersign.refresh-token.max-lifetime");
    }
    if (briefLifetime.compareTo(Duration.ofSeconds(1)) < 0
        || briefLifetime.compareTo(maxLifetime) > 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.brief-lifetime",
          "must be from PT1S to countersign.refresh-token.max-lifetime");
    }
    if (limit.most() < 1 || limit.most() > MOST_SESSIONS) {
      throw new InvalidSettingException(
          "countersign.sessions.max-per-user", "must be from 1 to " + MOST_SESSIONS);
    }
    if (retryWindow.isNegative() || retryWindow.compareTo(LONGEST_WINDOW) > 0) {
      throw new InvalidSettingException(
          "countersign.refresh-token.retry-window", "must be from PT0S to PT1M");
    }
  }

  /** The longest life of a family of this user. */
  Duration maxLifetimeOf(UserAccount user, boolean isBrief) {
    Duration usual =
        user.directory().equals(UserAccount.LOCAL) ? maxLifetime : directoryMaxLifetime;
    return isBrief && briefLifetime.compareTo(usual) < 0 ? briefLifetime : usual;
  }
}
