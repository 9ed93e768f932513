package io.countersign.auth;

import java.time.Duration;

/**
 * Refuses a token of a login that is older than an operation allows (RFC 9470 §3). The user logs in
 * again, or shows the password at {@code POST /auth/reauthenticate}.
 */
public final class ReauthenticationRequiredException extends RefusedException {

  private static final long serialVersionUID = 1L;

  private final Duration maxAge;

  /**
   * Makes the refusal.
   *
   * @param maxAge how old the login may be
   */
  public ReauthenticationRequiredException(Duration maxAge) {
    super(
        RefusalCode.INSUFFICIENT_USER_AUTHENTICATION,
        "The login is too long ago for this. Show the password again.");
    this.maxAge = maxAge;
  }

  /** How old the login may be. */
  public Duration maxAge() {
    return maxAge;
  }
}
