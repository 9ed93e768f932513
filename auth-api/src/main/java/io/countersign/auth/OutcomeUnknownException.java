package io.countersign.auth;

/**
 * Says that nobody knows whether an act was committed. The database went away before it told, and
 * did not come back in time to be asked.
 *
 * <p>The act may be done. If it was a revocation, revoke once more.
 */
public final class OutcomeUnknownException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public OutcomeUnknownException() {
    super(
        RefusalCode.OUTCOME_UNKNOWN,
        "It is not known whether this was done: the database went away.",
        SHORTLY);
  }
}
