package io.countersign.auth;

/**
 * Refuses to issue an access token for an audience that is not configured, or not of its session
 * (RFC 8707 §2).
 */
public final class InvalidTargetException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public InvalidTargetException() {
    super(
        RefusalCode.INVALID_TARGET,
        "The resource is none of this deployment's audiences, or none of this session's.");
  }
}
