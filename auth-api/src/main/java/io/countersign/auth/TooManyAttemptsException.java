package io.countersign.auth;

import java.time.Duration;

/**
 * Refuses a request for now, because too many logins have failed or too many requests come at once.
 */
public final class TooManyAttemptsException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the refusal.
   *
   * @param retryAfter how long to wait before the next attempt
   */
  public TooManyAttemptsException(Duration retryAfter) {
    super(RefusalCode.TOO_MANY_ATTEMPTS, "Too many attempts; try again later.", retryAfter);
  }
}
