package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.ClaimNames;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.Report;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions and revokes access tokens, in three steps: what is revoked is committed with its
 * event, then made known to all nodes, then told to those who listen.
 *
 * <p>A call that returns is in force for the very next request, on every node. A call that throws
 * {@link RevocationUnavailableException} has committed, and its refresh tokens are worthless. But
 * another node may not know yet that its access tokens are denied. Call again; this changes nothing
 * more. The denial becomes known anyway, as soon as the denylist can be reached.
 */
public final class Revocations {

  private static final System.Logger LOG = System.getLogger(Revocations.class.getName());

  private final FamilyEndings families;
  private final AccessTokenStore accessTokens;
  private final Denylist denylist;
  private final SecurityEvents events;
  private final Clock clock;

  /** Revocations in these stores, made known by {@code denylist}. */
  public Revocations(
      FamilyEndings families,
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
    Report<UUID> report =
        user ->
            List.of(
                events
                    .now(SecurityEvent.Type.LOGOUT)
                    .ofUser(user)
                    .ofSession(session)
                    .by(new Actor(user.toString(), address)));
    conclude(events.record(report, kept -> families.delete(session, clock.instant(), kept)));
  }

  /**
   * Ends a session, because its user wants it.
   *
   * @return whether the user has such a session, ended now or before
   */
  public boolean endOwnSession(UUID session, UUID userId, Actor by) {
    return end(session, userId, EndReason.REVOKED, by, Optional.empty());
  }

  /**
   * Ends anybody's session.
   *
   * @param reason {@link EndReason#ADMINISTRATOR}, or {@link EndReason#REVOKED} when an application
   *     does it
   * @return whether there is such a session, ended now or before
   */
  public boolean endSession(UUID session, EndReason reason, Actor by) {
    return endSession(session, reason, by, Optional.empty());
  }

  /**
   * {@linkplain #endSession(UUID, EndReason, Actor) Ends} anybody's session, with a note for its
   * user.
   */
  public boolean endSession(UUID session, EndReason reason, Actor by, Optional<String> note) {
    return end(session, null, reason, by, note);
  }

  private boolean end(
      UUID session, @Nullable UUID owner, EndReason reason, Actor by, Optional<String> note) {
    Report<FamilyEndings.Ended> report =
        ended ->
            List.of(
                events
                    .now(SecurityEvent.Type.SESSION_REVOKED)
                    .ofUser(ended.userId())
                    .ofSession(session)
                    .by(by)
                    .with(Map.of("reason", reason.code()))
                    .noted(note));
    return conclude(
            events.record(
                report, kept -> families.end(session, owner, ending(reason, by, note), kept)))
        .isPresent();
  }

  /**
   * Ends all sessions of a user but one, some hundreds at a time, so that a user with very many
   * holds nobody up. Each time is an event of its own.
   *
   * @return how many live ones this call ended
   */
  public int endOtherSessions(UUID userId, UUID spared, Actor by) {
    int live = 0;
    FamilyEndings.EndedBatch ended;
    do {
      ended =
          conclude(
              events.record(
                  (FamilyEndings.EndedBatch batch) ->
                      many(userId, batch.live(), EndReason.REVOKED, by),
                  kept ->
                      families.endOthers(
                          userId, spared, ending(EndReason.REVOKED, by, Optional.empty()), kept)));
      live += ended.live();
    } while (!ended.isLast());
    return live;
  }

  /**
   * Ends all sessions of a user, and denies every access token issued to the user so far.
   *
   * @param reason {@link EndReason#REVOKED} or {@link EndReason#ADMINISTRATOR}
   * @return how many live ones this call ended
   */
  public int endAllSessions(UUID userId, EndReason reason, Actor by) {
    return endAllSessions(userId, reason, by, Optional.empty());
  }

  /**
   * {@linkplain #endAllSessions(UUID, EndReason, Actor) Ends} all sessions of a user, with a note
   * for the user.
   */
  public int endAllSessions(UUID userId, EndReason reason, Actor by, Optional<String> note) {
    return conclude(
        events.record(
            (Integer live) ->
                many(userId, live, reason, by).stream().map(it -> it.noted(note)).toList(),
            kept -> families.endAll(userId, ending(reason, by, note), kept)));
  }

  private List<SecurityEvent> many(UUID userId, int ended, EndReason reason, Actor by) {
    return List.of(
        events
            .now(SecurityEvent.Type.SESSIONS_REVOKED)
            .ofUser(userId)
            .by(by)
            .with(Map.of("reason", reason.code(), "revoked", Integer.toString(ended))));
  }

  /**
   * Ends every session of everybody, and denies every access token issued so far.
   *
   * @param note why, for the users
   */
  public void endEverything(Actor by, Optional<String> note) {
    conclude(
        events.record(
            (Ending ending) ->
                List.of(events.now(SecurityEvent.Type.LOGOUT_ALL).by(by).noted(note)),
            kept -> {
              families.endEverything(ending(EndReason.LOGOUT_ALL, by, note), kept);
              return by;
            }));
  }

  /**
   * Denies one access token until it has expired even under the largest skew that a verifier
   * allows. Does nothing when that time is past.
   *
   * @param jti its id
   * @param expiresAt its end
   * @param userId whose it is, if known
   * @param note why, for the user
   */
  public void revokeAccessToken(
      UUID jti, Instant expiresAt, Optional<UUID> userId, Actor by, Optional<String> note) {
    Instant forgotten = expiresAt.plus(Denial.SKEWS);
    if (!forgotten.isAfter(clock.instant())) {
      return;
    }
    SecurityEvent event =
        events
            .now(SecurityEvent.Type.ACCESS_TOKEN_REVOKED)
            .by(by)
            .with(Map.of(ClaimNames.TOKEN_ID, jti.toString()))
            .noted(note);
    conclude(
        events.record(
            (Denial denial) -> List.of(userId.map(event::ofUser).orElse(event)),
            kept -> {
              accessTokens.deny(Denial.ofToken(jti, forgotten), kept);
              return by;
            }));
  }

  /** Makes known to all nodes what an act denies, and only then tells of it. */
  <T> T conclude(SecurityEvents.Recorded<T> act) {
    return events.tellOnceKnown(act, this::makeKnown);
  }

  /**
   * The same for a caller that cannot wait for it: nodes that cannot be told now are told later.
   */
  void concludeIfPossible(SecurityEvents.Recorded<?> act) {
    try {
      conclude(act);
    } catch (RevocationUnavailableException e) {
      // A node that cannot ask the denylist refuses sensitive operations as well.
    }
  }

  private void makeKnown() {
    try {
      denylist.publish();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A revocation is committed, but not known everywhere", e);
      throw new RevocationUnavailableException();
    }
  }

  private Ending ending(EndReason reason, Actor by, Optional<String> note) {
    return new Ending(reason, by.name(), clock.instant(), note);
  }
}
