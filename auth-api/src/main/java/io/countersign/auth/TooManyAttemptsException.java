package io.countersign.auth;

import java.time.Duration;

/** Refuses a login for now, because too many have failed. */
public final class TooManyAttemptsException extends RefusedException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * Makes the refusal.
   *
   * @param retryAfter how long to wait before the next attempt
   */
  public TooManyAttemptsException(Duration retryAfter) {
    super("too_many_attempts", "Too many attempts; try again later.");
    this.retryAfter = retryAfter;
  }

  /** How long to wait before the next attempt. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
