package io.countersign.auth;

import org.jspecify.annotations.Nullable;

/**
 * Refuses a refresh token presented after its rotation; its family is revoked (RFC 9700 §4.14.2).
 */
public final class TokenReusedException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal, of a token whose session is not known. */
  public TokenReusedException() {
    this(null);
  }

  /**
   * Makes the refusal.
   *
   * @param end how the token's session ended, null when that is not known or not to be told
   */
  public TokenReusedException(@Nullable SessionEnd end) {
    super(
        RefusalCode.TOKEN_REUSED,
        "The refresh token had been used before; its session has been ended.",
        end);
  }
}
