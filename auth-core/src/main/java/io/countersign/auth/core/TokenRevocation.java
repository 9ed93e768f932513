package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.spi.EndReason;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Revokes an access token or a refresh token (RFC 7009). A person who finds one, in a log or a
 * leak, need not know which of the two it is.
 */
public final class TokenRevocation {

  private final TokenVerifier verifier;
  private final RefreshTokenCodec codec;
  private final Revocations revocations;

  /** Revocation of tokens that these verify and read. */
  public TokenRevocation(TokenVerifier verifier, RefreshTokenCodec codec, Revocations revocations) {
    this.verifier = verifier;
    this.codec = codec;
    this.revocations = revocations;
  }

  /**
   * Denies an access token, or ends the session of a refresh token of any generation, and with it
   * its access tokens. Does nothing for any other text, or for a token that is no longer valid.
   *
   * @param token any text
   * @throws RevocationUnavailableException when it is revoked, but other nodes may not know yet:
   *     call again
   */
  public void revoke(String token, Actor by) {
    Optional<Token> refreshToken = codec.tryParse(token);
    if (refreshToken.isPresent()) {
      revocations.endSession(refreshToken.get().id().family(), EndReason.ADMINISTRATOR, by);
    } else {
      revokeAccessToken(token, by, Optional.empty());
    }
  }

  /**
   * Denies an access token; one that has expired needs no revocation and gets none.
   *
   * @param token any text
   * @param note why, for the user
   * @return false when it is no access token of this deployment
   * @throws RevocationUnavailableException when it is revoked, but other nodes may not know yet:
   *     call again
   */
  public boolean revokeAccessToken(String token, Actor by, Optional<String> note) {
    VerifiedToken verified;
    try {
      verified = verifier.verify(token);
    } catch (TokenExpiredException e) {
      return true;
    } catch (RefusedException e) {
      return false;
    }
    deny(verified, by, note);
    return true;
  }

  private void deny(VerifiedToken token, Actor by, Optional<String> note) {
    UUID jti;
    UUID user;
    try {
      jti = UUID.fromString(token.getTokenID());
      user = token.userId();
    } catch (IllegalArgumentException e) {
      return; // no revocation check lets such a token pass
    }
    revocations.revokeAccessToken(
        jti, Instant.ofEpochSecond(token.getExpirationTime()), Optional.of(user), by, note);
  }
}
