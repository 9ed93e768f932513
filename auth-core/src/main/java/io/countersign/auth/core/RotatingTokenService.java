package io.countersign.auth.core;

import io.countersign.auth.AccessToken;
import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenService;
import io.countersign.auth.core.AccessTokenIssuer.Prepared;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token service: single-use refresh tokens over a store that decides who was first. */
public final class RotatingTokenService implements TokenService {

  private final UserStore users;
  private final RefreshTokenStore store;
  private final RefreshTokenCodec codec;
  private final AccessTokenIssuer issuer;
  private final RefreshTokenSettings settings;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final RefusedRefreshes refusedRefreshes;
  private final Consumer<RefreshOutcome> refreshes;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * A service over these parts.
   *
   * @param refreshes is told what became of each refresh, and counts them
   */
  public RotatingTokenService(
      UserStore users,
      RefreshTokenStore store,
      RefreshTokenCodec codec,
      AccessTokenIssuer issuer,
      RefreshTokenSettings settings,
      Revocations revocations,
      SecurityEvents events,
      Consumer<RefreshOutcome> refreshes,
      Supplier<UUID> ids,
      Clock clock) {
    this.users = users;
    this.store = store;
    this.codec = codec;
    this.issuer = issuer;
    this.settings = settings;
    this.revocations = revocations;
    this.events = events;
    this.refreshes = refreshes;
    this.refusedRefreshes = new RefusedRefreshes(events, clock);
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public AccessToken generateAccessToken(String userId, Set<String> roles) {
    UserAccount user = enabledUser(userId);
    return issuer.issue(new Subject(user.id(), user.username(), roles, user.epoch(), null));
  }

  @Override
  public RefreshToken generateRefreshToken(String userId, Device device) {
    return open(enabledUser(userId), device, codec.deviceDigest(device), Actor.SYSTEM)
        .map(Opened::refreshToken)
        .orElseThrow(() -> new IllegalArgumentException("the user has just been changed"));
  }

  /**
   * Opens a session for a user who has just been authenticated.
   *
   * @param user the account as it was when the password was checked
   * @param device where the login comes from
   * @throws InvalidCredentialsException when the password was changed or the user disabled since
   * @throws IllegalArgumentException when the deployment requires a fingerprint and there is none
   */
  public TokenPair openSession(UserAccount user, Device device) {
    return openSession(user, () -> user, device, codec.deviceDigest(device));
  }

  /**
   * Opens a session for a user after an act that ends the others, such as a change of the password.
   * It first checks what may fail, so that the act is not done for nothing.
   *
   * @param userId whose act it is
   * @param act returns the account after it
   * @param device where the act comes from
   * @param binding the result of {@link #bindingAfter}
   * @see #openSession
   */
  public TokenPair openSessionAfter(
      UUID userId, Supplier<UserAccount> act, Device device, Optional<SecretBytes> binding) {
    UserAccount before = users.findById(userId).orElseThrow(InvalidCredentialsException::new);
    return openSession(before, act, device, binding.orElse(null));
  }

  /**
   * The device digest that a new session is bound to when it is opened from within another session.
   * It is the digest of the fingerprint shown, or else the binding of the other session.
   *
   * @param device where the act comes from
   * @param session the session in which it is done, if in one
   * @throws TokenRevokedException when no fingerprint is shown, and the session is gone
   */
  public Optional<SecretBytes> bindingAfter(Device device, Optional<UUID> session) {
    return device.fingerprint() != null
        ? Optional.ofNullable(codec.deviceDigest(device))
        : session.map(this::family).map(FamilyState::deviceDigest);
  }

  private FamilyState family(UUID session) {
    return store.peek(session).orElseThrow(TokenRevokedException::new); // its holder logged out
  }

  private TokenPair openSession(
      UserAccount user, Supplier<UserAccount> act, Device device, @Nullable SecretBytes binding) {
    requireBinding(binding);
    Prepared prepared = issuer.prepare(expected(user));
    Actor self = new Actor(user.id().toString(), Optional.ofNullable(device.address()));
    Opened opened =
        open(act.get(), device, binding, self).orElseThrow(InvalidCredentialsException::new);
    return new TokenPair(issuer.issue(subject(opened.grant()), prepared), opened.refreshToken());
  }

  private void requireBinding(@Nullable SecretBytes deviceDigest) {
    if (settings.deviceRequired() && deviceDigest == null) {
      throw new IllegalArgumentException("this deployment requires a device fingerprint");
    }
  }

  /** A session that has begun: what its holder gets, and for whom, as of that moment. */
  private record Opened(RefreshToken refreshToken, Grant grant) {}

  private Optional<Opened> open(
      UserAccount user, Device device, @Nullable SecretBytes binding, Actor by) {
    requireBinding(binding);
    Instant now = clock.instant();
    Token token = codec.first(ids.get());
    Instant endsAt = now.plus(settings.maxLifetimeOf(user));
    Instant expiresAt = now.plus(settings.ttl());
    NewFamily family =
        new NewFamily(
            token.id().family(),
            user.id(),
            user.epoch(),
            token.digest(),
            binding,
            device.withFingerprint(null),
            now,
            expiresAt.isBefore(endsAt) ? expiresAt : endsAt,
            endsAt);
    return events
        .tell(
            events.record(
                (Grant grant) -> List.of(login(grant, device, by)),
                kept -> store.open(family, kept)))
        .map(
            grant ->
                new Opened(new RefreshToken(token.value(), token.id(), grant.expiresAt()), grant));
  }

  private SecurityEvent login(Grant grant, Device device, Actor by) {
    return events
        .now(SecurityEvent.Type.LOGIN)
        .ofUser(grant.userId())
        .ofSession(grant.token().family())
        .by(by)
        .from(Optional.ofNullable(device.address()))
        .with(device.name() == null ? Map.of() : Map.of("device", device.name()));
  }

  @Override
  public TokenPair refreshTokens(String refreshToken, Device device) {
    return refreshTokens(() -> refreshToken, device);
  }

  /**
   * Exchanges a token that is still to be read from a request. A request with a malformed token is
   * counted as well.
   *
   * @param refreshToken returns the token; its exceptions are passed on
   * @see #refreshTokens(String, Device)
   */
  public TokenPair refreshTokens(Supplier<String> refreshToken, Device device) {
    Token presented = presented(refreshToken);
    Prepared prepared = issuer.prepare(() -> subject(presented.id()));
    SecretBytes salt = codec.salt();
    Token successor = codec.successor(presented, salt);
    SecurityEvents.Recorded<Rotation> rotation =
        events.record(
            (Rotation.Refused ending) ->
                List.of(refusedRefreshes.event(ending, presented.id(), device)),
            kept -> rotate(attempt(presented, successor, salt, device), kept));
    if (rotation.outcome() instanceof Rotation.Accepted accepted) {
      return pair(accepted.grant(), successor, prepared);
    }
    if (rotation.outcome() instanceof Rotation.Repeated repeated) {
      Token again = codec.successor(presented, repeated.successorSalt());
      return pair(repeated.grant(), again, prepared);
    }
    throw refusal(rotation, presented.id(), device);
  }

  private Token presented(Supplier<String> refreshToken) {
    try {
      return codec.parse(refreshToken.get());
    } catch (MalformedTokenException e) {
      refreshes.accept(RefreshOutcome.MALFORMED);
      throw e;
    }
  }

  private Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
    Rotation rotation;
    try {
      rotation = store.rotate(attempt, report);
    } catch (RuntimeException e) {
      refreshes.accept(RefreshOutcome.FAILED);
      throw e;
    }
    refreshes.accept(RefreshOutcome.of(rotation));
    return rotation;
  }

  private RotationAttempt attempt(
      Token presented, Token successor, SecretBytes salt, Device device) {
    Instant now = clock.instant();
    return new RotationAttempt(
        presented.id(),
        presented.digest(),
        successor.digest(),
        salt,
        codec.deviceDigest(device),
        now,
        now.plus(settings.ttl()),
        settings.retryWindow());
  }

  private Optional<Subject> subject(RefreshTokenId presented) {
    return store
        .peek(presented.family())
        .map(
            family ->
                new Subject(
                    family.userId(),
                    family.username(),
                    family.roles(),
                    family.epoch(),
                    family.id()));
  }

  /**
   * The subject of a session whose id is not drawn yet. The user's id stands for it: all ids are
   * equally long.
   */
  private static Subject expected(UserAccount user) {
    return new Subject(user.id(), user.username(), user.roles(), user.epoch(), user.id());
  }

  private static Subject subject(Grant grant) {
    return new Subject(
        grant.userId(), grant.username(), grant.roles(), grant.epoch(), grant.token().family());
  }

  private TokenPair pair(Grant grant, Token successor, Prepared prepared) {
    return new TokenPair(
        issuer.issue(subject(grant), prepared),
        new RefreshToken(successor.value(), grant.token(), grant.expiresAt()));
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
      case REVOKED -> new TokenRevokedException();
      case REUSED -> new TokenReusedException();
      case DEVICE_MISMATCH -> new DeviceMismatchException();
    };
  }

  @Override
  public void revokeRefreshToken(RefreshTokenId tokenId) {
    revocations.endSession(tokenId.family(), EndReason.REVOKED, Actor.SYSTEM);
  }

  @Override
  public int revokeAllUserTokens(String userId) {
    return uuid(userId)
        .map(id -> revocations.endAllSessions(id, EndReason.REVOKED, Actor.SYSTEM))
        .orElse(0);
  }

  /**
   * Ends the session of a refresh token of any generation, by deleting it. A session that is gone
   * stays gone.
   *
   * @param address where the logout comes from, if known
   * @throws io.countersign.auth.MalformedTokenException when it is not a refresh token of this
   *     deployment
   * @throws RevocationUnavailableException when it has ended, but other nodes may not know yet
   */
  public void logout(String refreshToken, Optional<String> address) {
    revocations.logout(codec.parse(refreshToken).id().family(), address);
  }

  private UserAccount enabledUser(String userId) {
    return uuid(userId)
        .flatMap(users::findById)
        .filter(user -> !user.disabled())
        .orElseThrow(() -> new IllegalArgumentException("there is no such enabled user"));
  }

  private static Optional<UUID> uuid(String userId) {
    try {
      return Optional.of(UUID.fromString(userId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
