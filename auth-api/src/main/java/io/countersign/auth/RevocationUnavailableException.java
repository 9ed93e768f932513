package io.countersign.auth;

import java.time.Duration;

/** Refuses a sensitive operation while revocation cannot be asked: it fails closed. */
public final class RevocationUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public RevocationUnavailableException() {
    super("revocation_unavailable", "Revocation cannot be checked now; try again shortly.");
  }

  /** How long to wait before the next attempt. */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
