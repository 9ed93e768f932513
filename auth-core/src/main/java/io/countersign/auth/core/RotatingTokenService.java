package io.countersign.auth.core;

import io.countersign.auth.AccessToken;
import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.InvalidTargetException;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.SessionEnd;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenService;
import io.countersign.auth.core.AccessTokenIssuer.Prepared;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The token service: what opens sessions, what refreshes them and what ends them, under one roof.
 */
public final class RotatingTokenService implements TokenService {

  private final UserStore users;
  private final RefreshTokenStore store;
  private final RefreshTokenCodec codec;
  private final AccessTokenIssuer issuer;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final EndedSessions endedSessions;
  private final SessionOpening opening;
  private final TokenRefresh refresh;

  /**
   * A service over these parts.
   *
   * @param refreshes is told what became of each refresh, and counts them
   */
  public RotatingTokenService(
      SessionStores stores,
      RefreshTokenCodec codec,
      AccessTokenIssuer issuer,
      RefreshTokenSettings settings,
      Revocations revocations,
      SecurityEvents events,
      Consumer<RefreshOutcome> refreshes,
      Supplier<UUID> ids,
      Clock clock) {
    this.users = stores.users();
    this.store = stores.families();
    this.codec = codec;
    this.issuer = issuer;
    this.revocations = revocations;
    this.events = events;
    this.endedSessions = new EndedSessions(stores.directory(), stores.events());
    this.opening =
        new SessionOpening(stores, codec, issuer, settings, revocations, events, ids, clock);
    this.refresh =
        new TokenRefresh(
            store, endedSessions, codec, issuer, settings, revocations, events, refreshes, clock);
  }

  @Override
  public AccessToken generateAccessToken(String userId, Set<String> roles) {
    return generateAccessToken(userId, roles, Set.of());
  }

  @Override
  public AccessToken generateAccessToken(String userId, Set<String> roles, Set<String> audience) {
    UserAccount user = enabledUser(userId);
    try {
      issuer.requireAudience(audience);
    } catch (InvalidTargetException e) {
      throw new IllegalArgumentException("an audience is not configured", e);
    }
    return issuer.issue(
        new Subject(
            user.id(), user.username(), roles, user.epoch(), null, Optional.empty(), audience));
  }

  @Override
  public RefreshToken generateRefreshToken(String userId, Device device) {
    return opening
        .open(enabledUser(userId), device)
        .orElseThrow(() -> new IllegalArgumentException("the user has just been changed"));
  }

  /**
   * Requires that access tokens can have these audiences.
   *
   * @throws InvalidTargetException when one is not configured
   */
  public void requireAudience(Set<String> audience) {
    issuer.requireAudience(audience);
  }

  /**
   * Opens a session for a user who has just been authenticated.
   *
   * @param user the account as it was when the password was checked
   * @param device where the login comes from
   * @param request what the login asks
   * @throws InvalidCredentialsException when the password was changed or the user disabled since
   * @throws InvalidTargetException when an audience is not configured
   * @throws io.countersign.auth.TooManySessionsException when the limit refuses one more
   * @throws IllegalArgumentException when the deployment requires a fingerprint and there is none
   */
  public TokenPair openSession(UserAccount user, Device device, SessionRequest request) {
    issuer.requireAudience(request.audience());
    return opening.openProven(user, () -> user, device, codec.deviceDigest(device), request);
  }

  /** {@linkplain #openSession(UserAccount, Device, SessionRequest) Opens} a session as usual. */
  public TokenPair openSession(UserAccount user, Device device) {
    return openSession(user, device, SessionRequest.USUAL);
  }

  /**
   * Opens a session for a user after an act that ends the others, such as a change of the password.
   * It first checks what may fail, so that the act is not done for nothing.
   *
   * @param userId whose act it is
   * @param act returns the account after it
   * @param device where the act comes from
   * @param continued the result of {@link #continued}
   * @see #openSession
   */
  public TokenPair openSessionAfter(
      UUID userId, Supplier<UserAccount> act, Device device, Continued continued) {
    UserAccount before = users.findById(userId).orElseThrow(InvalidCredentialsException::new);
    return opening.openProven(
        before, act, device, continued.binding().orElse(null), continued.request());
  }

  /**
   * What a session keeps of the one that it follows.
   *
   * @param binding the digest of the device that it is bound to
   * @param request whether it is brief, and for which audiences
   */
  public record Continued(Optional<SecretBytes> binding, SessionRequest request) {}

  /**
   * What a new session keeps of another, from within which it is opened. It is bound to the
   * fingerprint shown, or else as the other.
   *
   * @param device where the act comes from
   * @param session the session in which it is done, if in one
   * @throws TokenRevokedException when the session is gone
   */
  public Continued continued(Device device, Optional<UUID> session) {
    Optional<FamilyState> other = session.map(this::family);
    SecretBytes shown = codec.deviceDigest(device);
    return new Continued(
        shown == null ? other.map(FamilyState::deviceDigest) : Optional.of(shown),
        other
            .map(FamilyState::terms)
            .map(it -> new SessionRequest(it.isBrief(), it.audience(), Optional.empty()))
            .orElse(SessionRequest.USUAL));
  }

  private FamilyState family(UUID session) {
    return store.peek(session).orElseThrow(TokenRevokedException::new); // its holder logged out
  }

  /**
   * Issues an access token to a user who has shown the password again, in the session that goes on.
   * The refresh token stays.
   *
   * @param session the session
   * @param userId whose it must be
   * @param audience the audiences of the token with which the user came
   * @param address where the user is
   * @throws TokenRevokedException when the session has ended or expired
   */
  public AccessToken reauthenticated(
      UUID session, UUID userId, Set<String> audience, Optional<String> address) {
    FamilyState family = family(session);
    Prepared prepared = issuer.prepare(Subjects.of(family));
    SecurityEvent event = reauthentication(session, userId, address);
    return events
        .tell(
            events.record(
                (Grant grant) -> List.of(event),
                kept -> store.reauthenticate(session, userId, event.at(), kept)))
        .map(grant -> issuer.issue(Subjects.of(grant, audience), prepared))
        .orElseThrow(TokenRevokedException::new);
  }

  private SecurityEvent reauthentication(UUID session, UUID userId, Optional<String> address) {
    return events
        .now(SecurityEvent.Type.LOGIN)
        .ofUser(userId)
        .ofSession(session)
        .by(new Actor(userId.toString(), address))
        .with(Map.of("reauthenticated", "true"));
  }

  @Override
  public TokenPair refreshTokens(String refreshToken, Device device) {
    return refresh.exchange(() -> refreshToken, device, Set.of()).tokens();
  }

  /**
   * Exchanges a token that is still to be read from a request. A request with a malformed token is
   * counted as well.
   *
   * @param refreshToken returns the token; its exceptions are passed on
   * @param audience the audiences of the access token (RFC 8707); empty for all of the session
   * @return the tokens, and whether their session is to end with the browser
   * @throws InvalidTargetException when the session cannot have such a token; the refresh token is
   *     unused
   * @see #refreshTokens(String, Device)
   */
  public Refreshed refreshTokens(
      Supplier<String> refreshToken, Device device, Set<String> audience) {
    TokenRefresh.Refreshed refreshed = refresh.exchange(refreshToken, device, audience);
    return new Refreshed(refreshed.tokens(), refreshed.grant().terms().isBrief());
  }

  /**
   * What comes of a refresh.
   *
   * @param tokens the tokens
   * @param isBrief whether their session is to end with the browser
   */
  public record Refreshed(TokenPair tokens, boolean isBrief) {}

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

  /** The session of a refresh token, empty when the text is none of this deployment. */
  public Optional<UUID> sessionOf(String refreshToken) {
    return codec.tryParse(refreshToken).map(token -> token.id().family());
  }

  /**
   * How a user's session ended, for a user who has shown its refresh token. Empty when it goes on,
   * has expired or is somebody else's, and when nothing is kept of it.
   */
  public Optional<SessionEnd> endOf(UUID session, UUID userId) {
    return endedSessions
        .find(session)
        .filter(ended -> ended.userId().equals(userId))
        .map(EndedSessions.Ended::end);
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
