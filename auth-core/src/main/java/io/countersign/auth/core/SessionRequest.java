package io.countersign.auth.core;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a login asks of the session that it opens.
 *
 * @param isBrief whether the session is to end with the browser
 * @param audience the audiences that its access tokens may name (RFC 8707); empty for all
 * @param replaces the session that this one takes the place of
 */
public record SessionRequest(boolean isBrief, Set<String> audience, Optional<UUID> replaces) {

  /** A login that asks nothing. */
  public static final SessionRequest USUAL = new SessionRequest(false, Set.of(), Optional.empty());

  /** Copies the audience. */
  public SessionRequest {
    audience = Set.copyOf(audience);
  }
}
