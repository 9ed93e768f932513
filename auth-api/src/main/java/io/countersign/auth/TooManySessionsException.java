package io.countersign.auth;

/** Refuses to open a session for a user who has as many as the deployment allows. */
public final class TooManySessionsException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public TooManySessionsException() {
    super(
        RefusalCode.TOO_MANY_SESSIONS,
        "There are as many sessions as are allowed. End one of them first.");
  }
}
