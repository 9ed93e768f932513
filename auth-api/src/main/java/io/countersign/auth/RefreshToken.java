package io.countersign.auth;

import java.time.Instant;
import java.util.Objects;

/**
 * A single-use refresh token (RFC 6749 §1.5), opaque to clients.
 *
 * @param value what the client keeps and presents once; a secret
 * @param id its generation of its family, which may be logged
 * @param expiresAt from this instant on it is refused
 */
public record RefreshToken(String value, RefreshTokenId id, Instant expiresAt) {

  /** Checks that nothing is null. */
  public RefreshToken {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Names the token by its id, without its value. */
  @Override
  public String toString() {
    return "RefreshToken[id=" + id + ", expiresAt=" + expiresAt + "]";
  }
}
