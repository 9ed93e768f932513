package io.countersign.auth.core;

import io.countersign.auth.Device;
import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.InvalidTargetException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.RefusedException;
import io.countersign.auth.SessionEnd;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.core.AccessTokenIssuer.Prepared;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exchanges refresh tokens, over a store that decides who was first. */
final class TokenRefresh {

  private static final System.Logger LOG = System.getLogger(TokenRefresh.class.getName());

  private final RefreshTokenStore store;
  private final EndedSessions endedSessions;
  private final RefreshTokenCodec codec;
  private final AccessTokenIssuer issuer;
  private final RefreshTokenSettings settings;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final RefusedRefreshes refusedRefreshes;
  private final Consumer<RefreshOutcome> outcomes;
  private final Clock clock;

  TokenRefresh(
      RefreshTokenStore store,
      EndedSessions endedSessions,
      RefreshTokenCodec codec,
      AccessTokenIssuer issuer,
      RefreshTokenSettings settings,
      Revocations revocations,
      SecurityEvents events,
      Consumer<RefreshOutcome> outcomes,
      Clock clock) {
    this.store = store;
    this.endedSessions = endedSessions;
    this.codec = codec;
    this.issuer = issuer;
    this.settings = settings;
    this.revocations = revocations;
    this.events = events;
    this.refusedRefreshes = new RefusedRefreshes(events, clock);
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /** What comes of a refresh. */
  record Refreshed(TokenPair tokens, Grant grant) {}

  /**
   * Exchanges a token.
   *
   * @param refreshToken returns the token; its exceptions are passed on
   * @param audience the audiences of the access token; empty for all of the session
   */
  Refreshed exchange(Supplier<String> refreshToken, Device device, Set<String> audience) {
    Token presented = presented(refreshToken);
    issuer.requireAudience(audience);
    Prepared prepared = issuer.prepare(() -> store.peek(presented.id().family()).map(Subjects::of));
    SecretBytes salt = codec.salt();
    Token successor = codec.successor(presented, salt);
    SecurityEvents.Recorded<Rotation> rotation =
        events.record(
            (Rotation.Refused ending) ->
                List.of(refusedRefreshes.event(ending, presented.id(), device)),
            kept -> rotate(attempt(presented, successor, salt, device, audience), kept));
    if (rotation.outcome() instanceof Rotation.Accepted accepted) {
      return refreshed(accepted.grant(), successor, prepared, audience);
    }
    if (rotation.outcome() instanceof Rotation.Repeated repeated) {
      Token again = codec.successor(presented, repeated.successorSalt());
      return refreshed(repeated.grant(), again, prepared, audience);
    }
    throw refusal(rotation, presented.id(), device);
  }

  private Token presented(Supplier<String> refreshToken) {
    try {
      return codec.parse(refreshToken.get());
    } catch (MalformedTokenException e) {
      outcomes.accept(RefreshOutcome.MALFORMED);
      throw e;
    }
  }

  private Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
    Rotation rotation;
    try {
      rotation = store.rotate(attempt, report);
    } catch (RuntimeException e) {
      outcomes.accept(RefreshOutcome.FAILED);
      throw e;
    }
    outcomes.accept(RefreshOutcome.of(rotation));
    return rotation;
  }

  private RotationAttempt attempt(
      Token presented, Token successor, SecretBytes salt, Device device, Set<String> audience) {
    Instant now = clock.instant();
    return new RotationAttempt(
        presented.id(),
        presented.digest(),
        successor.digest(),
        salt,
        codec.deviceDigest(device),
        audience,
        now,
        now.plus(settings.ttl()),
        settings.retryWindow());
  }

  private Refreshed refreshed(
      Grant grant, Token successor, Prepared prepared, Set<String> audience) {
    Set<String> named = audience.isEmpty() ? grant.terms().audience() : audience;
    TokenPair tokens =
        new TokenPair(
            issuer.issue(Subjects.of(grant, named), prepared),
            new RefreshToken(successor.value(), grant.token(), grant.expiresAt()));
    return new Refreshed(tokens, grant);
  }

  /**
   * The exception for a refusal. The store has already committed the end of the family and its
   * event.
   */
  private RefusedException refusal(
      SecurityEvents.Recorded<Rotation> rotation, RefreshTokenId presented, Device device) {
    Rotation.Refused refused = (Rotation.Refused) rotation.outcome();
    if (!rotation.events().isEmpty()) {
      revocations.concludeIfPossible(rotation); // the refusal stands in any case
    } else {
      refusedRefreshes.report(refused, presented, device);
    }
    return switch (refused.reason()) {
      case EXPIRED -> new TokenExpiredException();
      case INVALID_TARGET -> new InvalidTargetException();
      case REVOKED -> new TokenRevokedException(endOf(presented));
      case REUSED -> new TokenReusedException(endOf(presented));
      case DEVICE_MISMATCH -> new DeviceMismatchException(endOf(presented));
    };
  }

  /** Only a genuine token comes here: whoever forged one learns nothing. */
  private @Nullable SessionEnd endOf(RefreshTokenId presented) {
    try {
      return endedSessions.find(presented.family()).map(EndedSessions.Ended::end).orElse(null);
    } catch (RuntimeException e) { // the refusal stands, and says less
      LOG.log(System.Logger.Level.DEBUG, "How a session ended cannot be found", e);
      return null;
    }
  }
}
