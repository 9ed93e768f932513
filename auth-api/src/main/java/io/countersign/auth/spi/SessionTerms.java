package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a login settles for its session. No refresh changes it.
 *
 * @param authenticatedAt when the user last proved who they are; empty when nobody did, and for a
 *     session of a version that did not keep it
 * @param isBrief whether the session is to end with the browser, so that no cookie outlives it
 * @param audience the audiences that its access tokens may name (RFC 8707); empty for all
 */
public record SessionTerms(
    Optional<Instant> authenticatedAt, boolean isBrief, Set<String> audience) {

  /** Nothing is settled. */
  public static final SessionTerms NONE = new SessionTerms(Optional.empty(), false, Set.of());

  /** Copies the audience. */
  public SessionTerms {
    audience = Set.copyOf(audience);
  }

  /** The terms of a login at this time. */
  public static SessionTerms ofLogin(Instant at) {
    return new SessionTerms(Optional.of(at), false, Set.of());
  }

  /** The same for a session that is to end with the browser. */
  public SessionTerms brief(boolean ends) {
    return new SessionTerms(authenticatedAt, ends, audience);
  }

  /** The same for these audiences only; for none, the session may name all. */
  public SessionTerms narrowedTo(Set<String> audiences) {
    return new SessionTerms(authenticatedAt, isBrief, audiences);
  }

  /** Whether access tokens may name all of these audiences. */
  public boolean allow(Set<String> audiences) {
    return audience.isEmpty() || audience.containsAll(audiences);
  }
}
