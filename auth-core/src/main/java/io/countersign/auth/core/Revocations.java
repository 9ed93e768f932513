package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.RefreshTokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions and revokes access tokens, in three steps: what is revoked is committed, then made
 * known to all nodes, then reported.
 *
 * <p>A call that returns is in force for the very next request, on every node. One that throws
 * {@link RevocationUnavailableException} has committed, and its refresh tokens are worthless, but
 * another node may not know yet of its access tokens: call again, which changes nothing more. What
 * could not be made known is, as soon as the denylist can be reached.
 */
public final class Revocations {

  private static final System.Logger LOG = System.getLogger(Revocations.class.getName());

  /** That which a verifier allows at most, and as much between two nodes. */
  private static final Duration SKEWS = AccessTokenSettings.LARGEST_SKEW.multipliedBy(2);

  private final RefreshTokenStore families;
  private final AccessTokenStore accessTokens;
  private final Denylist denylist;
  private final SecurityEvents events;
  private final Clock clock;

  /** Revocations in these stores, made known by {@code denylist}. */
  public Revocations(
      RefreshTokenStore families,
      AccessTokenStore accessTokens,
      Denylist denylist,
      SecurityEvents events,
      Clock clock) {
    this.families = families;
    this.accessTokens = accessTokens;
    this.denylist = denylist;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Deletes a session, because its holder logs out; one that is gone stays gone.
   *
   * @param address where the logout comes from
   */
  public void logout(UUID session, Optional<String> address) {
    conclude(
        families
            .delete(session, clock.instant())
            .map(
                user ->
                    events
                        .now(SecurityEvent.Type.LOGOUT)
                        .ofUser(user)
                        .ofSession(session)
                        .by(new Actor(user.toString(), address))));
  }

  /**
   * Ends a session, because its user wants it.
   *
   * @return whether the user has such a session, ended now or before
   */
  public boolean endOwnSession(UUID session, UUID userId, Actor by) {
    return end(session, userId, EndReason.REVOKED, by);
  }

  /**
   * Ends anybody's session.
   *
   * @param reason {@link EndReason#ADMINISTRATOR}, or {@link EndReason#REVOKED} when an application
   *     does it
   * @return whether there is such a session, ended now or before
   */
  public boolean endSession(UUID session, EndReason reason, Actor by) {
    return end(session, null, reason, by);
  }

  private boolean end(UUID session, @Nullable UUID owner, EndReason reason, Actor by) {
    Optional<RefreshTokenStore.Ended> ended = families.end(session, owner, ending(reason, by));
    conclude(
        ended
            .filter(RefreshTokenStore.Ended::now)
            .map(
                it ->
                    events
                        .now(SecurityEvent.Type.SESSION_REVOKED)
                        .ofUser(it.userId())
                        .ofSession(session)
                        .by(by)
                        .with(Map.of("reason", name(reason)))));
    return ended.isPresent();
  }

  /**
   * Ends all sessions of a user but one.
   *
   * @return how many live ones this call ended
   */
  public int endOtherSessions(UUID userId, UUID kept, Actor by) {
    int ended = families.endOthers(userId, kept, ending(EndReason.REVOKED, by));
    conclude(many(userId, ended, EndReason.REVOKED, by));
    return ended;
  }

  /**
   * Ends all sessions of a user, and denies every access token issued to the user so far.
   *
   * @param reason {@link EndReason#REVOKED} or {@link EndReason#ADMINISTRATOR}
   * @return how many live ones this call ended
   */
  public int endAllSessions(UUID userId, EndReason reason, Actor by) {
    int ended = families.endAll(userId, ending(reason, by));
    conclude(many(userId, ended, reason, by));
    return ended;
  }

  private Optional<SecurityEvent> many(UUID userId, int ended, EndReason reason, Actor by) {
    return Optional.of(
        events
            .now(SecurityEvent.Type.SESSIONS_REVOKED)
            .ofUser(userId)
            .by(by)
            .with(Map.of("reason", name(reason), "revoked", Integer.toString(ended))));
  }

  /** Ends every session of everybody, and denies every access token issued so far. */
  public void endEverything(Actor by) {
    families.endEverything(ending(EndReason.LOGOUT_ALL, by));
    conclude(Optional.of(events.now(SecurityEvent.Type.LOGOUT_ALL).by(by)));
  }

  /**
   * Denies one access token until it has expired, whatever skew a verifier allows; one that has
   * needs nothing.
   *
   * @param jti its id
   * @param expiresAt its end
   * @param userId whose it is, if known
   */
  public void revokeAccessToken(UUID jti, Instant expiresAt, Optional<UUID> userId, Actor by) {
    Instant forgotten = expiresAt.plus(SKEWS);
    if (!forgotten.isAfter(clock.instant())) {
      return;
    }
    accessTokens.deny(Denial.ofToken(jti, forgotten));
    SecurityEvent event =
        events
            .now(SecurityEvent.Type.ACCESS_TOKEN_REVOKED)
            .by(by)
            .with(Map.of("jti", jti.toString()));
    conclude(Optional.of(userId.map(event::ofUser).orElse(event)));
  }

  /** Reports last, so that no observer delays what it is told of. */
  private void conclude(Optional<SecurityEvent> event) {
    try {
      makeKnown();
    } finally {
      event.ifPresent(events::report);
    }
  }

  /** Makes known to all nodes what this call's caller has committed. */
  void makeKnown() {
    try {
      denylist.publish();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A revocation is committed, but not known everywhere", e);
      throw new RevocationUnavailableException();
    }
  }

  /** Does so where nobody waits for it: nodes that cannot be told now are told when they can be. */
  void makeKnownIfPossible() {
    try {
      makeKnown();
    } catch (RevocationUnavailableException e) {
      // who cannot ask the denylist refuses sensitive operations as well
    }
  }

  /** A reason's name outside of Java. */
  public static String name(EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private Ending ending(EndReason reason, Actor by) {
    return new Ending(reason, by.name(), clock.instant());
  }
}
