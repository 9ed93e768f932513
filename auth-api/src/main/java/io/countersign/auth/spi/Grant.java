package io.countersign.auth.spi;

import io.countersign.auth.RefreshTokenId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What an opening or a rotation grants: a refresh token, and the user of the access token beside
 * it. Name, roles and epoch are read at one moment, so no role outlives the epoch that took it
 * away.
 *
 * @param token the id of the refresh token
 * @param expiresAt its end
 * @param userId the user
 * @param username the user's login name
 * @param roles the user's roles at that moment
 * @param epoch the user's epoch at that moment
 * @param terms what the login of the session settled
 */
public record Grant(
    RefreshTokenId token,
    Instant expiresAt,
    UUID userId,
    String username,
    Set<String> roles,
    int epoch,
    SessionTerms terms) {

  /** Copies the roles. */
  public Grant {
    roles = Set.copyOf(roles);
  }
}
