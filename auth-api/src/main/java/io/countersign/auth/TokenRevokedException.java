package io.countersign.auth;

/** Refuses a token that was revoked: itself, its session, or by its user's epoch. */
public final class TokenRevokedException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public TokenRevokedException() {
    super(RefusalCode.TOKEN_REVOKED, "The token has been revoked.");
  }
}
