package io.countersign.auth;

import java.time.Duration;

/**
 * Refuses to verify or to sign while the keys for it cannot be had: for verifiers that fetch them
 * from elsewhere, and for a node that cannot read the key that signs. It says nothing about a
 * token.
 */
public final class KeysUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public KeysUnavailableException() {
    super("unavailable", "The keys are not available now; try again shortly.");
  }

  /** How long to wait before the next attempt. */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
