package io.countersign.auth;

import java.time.Duration;

/**
 * Says that the database went away before it told whether an act was committed, and did not come
 * back in time to be asked. The act may be done; what it revokes is best revoked once more.
 */
public final class OutcomeUnknownException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public OutcomeUnknownException() {
    super("outcome_unknown", "It is not known whether this was done: the database went away.");
  }

  /** How long to wait before looking what was done. */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
