package io.countersign.auth;

/**
 * Refuses to look at a password while the user directory that may keep it does not answer. It says
 * nothing about the password.
 */
public final class DirectoryUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public DirectoryUnavailableException() {
    super(
        RefusalCode.UNAVAILABLE,
        "The user directory does not answer now; try again shortly.",
        SHORTLY);
  }
}
