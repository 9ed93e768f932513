package io.countersign.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A signed access token (JWS compact serialization, RFC 7515 §3.1) as handed to a client.
 *
 * @param value the compact serialization; a secret until {@code expiresAt}
 * @param id its {@code jti} (RFC 7519 §4.1.7), which may be logged
 * @param expiresAt its {@code exp}: from this second on it is refused
 */
public record AccessToken(String value, String id, Instant expiresAt) {

  /** The longest life that a deployment can give its access tokens. */
  public static final Duration LONGEST_TTL = Duration.ofHours(1);

  /** Checks that nothing is null. */
  public AccessToken {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Names the token by its id, without its value. */
  @Override
  public String toString() {
    return "AccessToken[id=" + id + ", expiresAt=" + expiresAt + "]";
  }
}
