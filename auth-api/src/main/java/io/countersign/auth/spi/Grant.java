package io.countersign.auth.spi;

import io.countersign.auth.RefreshTokenId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What a rotation grants: the successor, and whom the next access token speaks for.
 *
 * @param successor the id of the successor
 * @param expiresAt the end of the successor
 * @param userId the user
 * @param username the user's login name
 * @param roles the user's roles now
 * @param epoch the user's epoch now
 */
public record Grant(
    RefreshTokenId successor,
    Instant expiresAt,
    UUID userId,
    String username,
    Set<String> roles,
    int epoch) {

  /** Copies the roles. */
  public Grant {
    roles = Set.copyOf(roles);
  }
}
