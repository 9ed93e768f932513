package io.countersign.auth.spi;

import io.countersign.auth.RefreshTokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The presentation of a genuine refresh token, with the successor it would get.
 *
 * @param token the token presented, which this deployment is known to have issued
 * @param tokenDigest its digest
 * @param successorDigest the digest of the successor
 * @param successorSalt what the successor was derived with, kept to derive it again
 * @param deviceDigest the keyed digest of the fingerprint presented, null for none
 * @param audience the audiences that the access token is to name; empty for all of the session
 * @param now the time of the presentation
 * @param successorExpiresAt the end of the successor, unless the family ends earlier
 * @param retryWindow how long after its rotation a token may be presented again; zero for never
 */
public record RotationAttempt(
    RefreshTokenId token,
    SecretBytes tokenDigest,
    SecretBytes successorDigest,
    SecretBytes successorSalt,
    @Nullable SecretBytes deviceDigest,
    Set<String> audience,
    Instant now,
    Instant successorExpiresAt,
    Duration retryWindow) {

  /** Copies the audience. */
  public RotationAttempt {
    audience = Set.copyOf(audience);
  }
}
