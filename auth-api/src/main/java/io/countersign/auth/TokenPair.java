package io.countersign.auth;

import java.util.Objects;
import java.util.UUID;

/**
 * What a login or a refresh hands out: an access token, and the refresh token for the next pair.
 *
 * @param accessToken the access token, of the same session as the refresh token
 * @param refreshToken the refresh token, to be used once
 */
public record TokenPair(AccessToken accessToken, RefreshToken refreshToken) {

  /** Checks that nothing is null. */
  public TokenPair {
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(refreshToken, "refreshToken");
  }

  /** The session both tokens belong to: the refresh token's family. */
  public UUID sessionId() {
    return refreshToken.id().family();
  }
}
