package io.countersign.auth;

/**
 * Says that the database went away before it told whether an act was committed, and did not come
 * back in time to be asked. The act may be done; what it revokes is best revoked once more.
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
