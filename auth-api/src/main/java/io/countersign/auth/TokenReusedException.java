package io.countersign.auth;

/**
 * Refuses a refresh token presented after its rotation; its family is revoked (RFC 9700 §4.14.2).
 */
public final class TokenReusedException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public TokenReusedException() {
    super(
        RefusalCode.TOKEN_REUSED,
        "The refresh token had been used before; its session has been ended.");
  }
}
