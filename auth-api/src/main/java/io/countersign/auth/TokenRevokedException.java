package io.countersign.auth;

import org.jspecify.annotations.Nullable;

/** Refuses a token that was revoked: itself, its session, or by its user's epoch. */
public final class TokenRevokedException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal, of a token whose session is not known. */
  public TokenRevokedException() {
    this(null);
  }

  /**
   * Makes the refusal.
   *
   * @param end how the token's session ended, null when that is not known or not to be told
   */
  public TokenRevokedException(@Nullable SessionEnd end) {
    super(RefusalCode.TOKEN_REVOKED, "The token has been revoked.", end);
  }
}
