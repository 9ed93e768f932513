package io.countersign.auth.login;

import io.countersign.auth.RefusedException;

/**
 * Says that a password was looked at and that nobody knows whether it is right. One directory has
 * refused it, and another does not answer.
 */
public final class UndecidedCheckException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusedException refusal;

  /**
   * Makes the exception.
   *
   * @param refusal what the client is told
   */
  public UndecidedCheckException(RefusedException refusal) {
    super(refusal.getMessage(), refusal, false, false);
    this.refusal = refusal;
  }

  /** What the client is told. */
  RefusedException refusal() {
    return refusal;
  }
}
