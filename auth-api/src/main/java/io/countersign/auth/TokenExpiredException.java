package io.countersign.auth;

/** Refuses an access or refresh token past its end. */
public final class TokenExpiredException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public TokenExpiredException() {
    super(RefusalCode.TOKEN_EXPIRED, "The token has expired.");
  }
}
