package io.countersign.auth;

/** Refuses a login; unknown user, wrong password and disabled user look alike. */
public final class InvalidCredentialsException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public InvalidCredentialsException() {
    super(RefusalCode.INVALID_CREDENTIALS, "The user name or the password is wrong.");
  }
}
