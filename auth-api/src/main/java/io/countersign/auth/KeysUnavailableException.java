package io.countersign.auth;

import java.time.Duration;

/**
 * Refuses to decide about a token while the keys to verify it by cannot be had: for verifiers that
 * fetch them from elsewhere. It says nothing about the token.
 */
public final class KeysUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public KeysUnavailableException() {
    super("unavailable", "Tokens cannot be verified now; try again shortly.");
  }

  /** How long to wait before the next attempt. */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
