package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.AccessToken;
import io.countersign.auth.Actor;
import io.countersign.auth.ClaimNames;
import io.countersign.auth.Device;
import io.countersign.auth.InvalidTargetException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.SessionEnd;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TooManySessionsException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RotatingTokenService.Refreshed;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.verify.AccessTokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a login settles for its session, and what becomes of it. */
class SessionTermsTest {

  private static final Device PHONE =
      new Device("0123456789abcdef", "Anna's phone", "curl/8", "192.0.2.7");
  private static final Device LAPTOP = new Device(null, null, "curl/8", "198.51.100.7");
  private static final AccessTokenSettings TWO_AUDIENCES =
      new AccessTokenSettings(
          Fixture.ACCESS.issuer(),
          Set.of("shop", "stock"),
          Fixture.ACCESS.ttl(),
          Fixture.ACCESS.type(),
          Fixture.ACCESS.clockSkew());

  private final Fixture fixture = new Fixture();
  private final UserAccount user = fixture.user();

  private RotatingTokenService service(RefreshTokenSettings settings) {
    return new RotatingTokenService(
        fixture.stores(fixture.families),
        fixture.codec,
        new AccessTokenIssuer(
            fixture.keyRing, TWO_AUDIENCES, List.of(), UUID::randomUUID, fixture.clock),
        settings,
        fixture.revocations,
        fixture.events,
        outcome -> {},
        UUID::randomUUID,
        fixture.clock);
  }

  private final RotatingTokenService service = service(Fixture.STRICT);

  private static RefreshTokenSettings limited(int most, boolean endsOldest) {
    return new RefreshTokenSettings(
        Duration.ofDays(7),
        Duration.ofDays(30),
        Duration.ofDays(30),
        Duration.ofHours(12),
        Duration.ZERO,
        false,
        new SessionLimit(most, endsOldest));
  }

  private VerifiedToken verified(AccessToken token) {
    return fixture.verifier.verify(token.value());
  }

  private static SessionRequest brief() {
    return new SessionRequest(true, Set.of(), Optional.empty());
  }

  private static SessionRequest narrowed(String... audience) {
    return new SessionRequest(false, Set.of(audience), Optional.empty());
  }

  private Refreshed refresh(TokenPair tokens, String... audience) {
    return service.refreshTokens(tokens.refreshToken()::value, PHONE, Set.of(audience));
  }

  private Optional<SessionEnd> endToldTo(TokenPair tokens) {
    try {
      service.refreshTokens(tokens.refreshToken().value(), PHONE);
      throw new AssertionError("it was refreshed");
    } catch (RefusedException e) {
      return e.sessionEnd();
    }
  }

  private List<SecurityEvent> eventsOf(SecurityEvent.Type type) {
    return fixture.eventStore.events().stream().filter(event -> event.type() == type).toList();
  }

  @Test
  void login_isTheTimeOfAuthentication_andNoRefreshChangesIt() {
    Instant login = fixture.clock.instant();
    TokenPair tokens = service.openSession(user, PHONE);
    fixture.clock.advance(Duration.ofMinutes(5));
    TokenPair next = refresh(tokens).tokens();

    assertThat(verified(next.accessToken()).getAuthenticationTime())
        .contains(Instant.ofEpochSecond(login.getEpochSecond()));
    assertThat(verified(next.accessToken()).<Long>getClaim(ClaimNames.AUTHENTICATION_TIME))
        .isEqualTo(login.getEpochSecond());
  }

  @Test
  void tokens_thatNobodyLoggedInFor_haveNoTimeOfAuthentication() {
    String id = user.id().toString();
    assertThat(verified(service.generateAccessToken(id, Set.of())).getAuthenticationTime())
        .isEmpty();
    String generated = service.generateRefreshToken(id, PHONE).value();
    assertThat(verified(service.refreshTokens(generated, PHONE).accessToken()))
        .satisfies(token -> assertThat(token.getAuthenticationTime()).isEmpty());
  }

  @Test
  void reauthenticated_sessionThatGoesOn_hasANewTime() {
    TokenPair tokens = service.openSession(user, PHONE);
    fixture.clock.advance(Duration.ofMinutes(5));
    Instant again = fixture.clock.instant();
    AccessToken access =
        service.reauthenticated(
            tokens.sessionId(), user.id(), Set.of("shop"), Optional.of("192.0.2.9"));

    VerifiedToken token = verified(access);
    assertThat(token.getAuthenticationTime())
        .contains(Instant.ofEpochSecond(again.getEpochSecond()));
    assertThat(token.getSessionId()).contains(tokens.sessionId());
    assertThat(token.getAudience()).containsExactly("shop");
    assertThat(verified(refresh(tokens).tokens().accessToken()).getAuthenticationTime())
        .isEqualTo(token.getAuthenticationTime());
    assertThat(eventsOf(SecurityEvent.Type.LOGIN).get(1))
        .satisfies(
            event -> {
              assertThat(event.detail()).isEqualTo(Map.of("reauthenticated", "true"));
              assertThat(event.sessionId()).contains(tokens.sessionId());
              assertThat(event.address()).contains("192.0.2.9");
            });
  }

  @Test
  void reauthenticated_sessionThatHasEnded_isRefused() {
    TokenPair tokens = service.openSession(user, PHONE);
    fixture.revocations.endSession(tokens.sessionId(), EndReason.ADMINISTRATOR, Actor.SYSTEM);
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(
            () ->
                service.reauthenticated(tokens.sessionId(), user.id(), Set.of(), Optional.empty()));
  }

  @Test
  void briefSession_endsAfterItsLife_howeverOftenItIsRefreshed() {
    RotatingTokenService brief = service(limited(100, true));
    Instant end = fixture.clock.instant().plus(Duration.ofHours(12));
    TokenPair tokens = brief.openSession(user, PHONE, brief());
    assertThat(tokens.refreshToken().expiresAt()).isEqualTo(end);
    fixture.clock.advance(Duration.ofHours(11));
    Refreshed refreshed = brief.refreshTokens(tokens.refreshToken()::value, PHONE, Set.of());
    assertThat(refreshed.isBrief()).isTrue();
    assertThat(refreshed.tokens().refreshToken().expiresAt()).isEqualTo(end);
    fixture.clock.advance(Duration.ofHours(1));
    assertThatExceptionOfType(TokenExpiredException.class)
        .isThrownBy(
            () -> brief.refreshTokens(refreshed.tokens().refreshToken()::value, PHONE, Set.of()));
  }

  @Test
  void usualSession_isNotBrief() {
    assertThat(refresh(service.openSession(user, PHONE)).isBrief()).isFalse();
  }

  @Test
  void sessionForSomeAudiences_refreshNarrowsAndNeverWidens() {
    TokenPair tokens = service.openSession(user, PHONE, narrowed("shop"));
    assertThat(verified(tokens.accessToken()).getAudience()).containsExactly("shop");
    assertThatExceptionOfType(InvalidTargetException.class)
        .isThrownBy(() -> refresh(tokens, "shop", "stock"));
    TokenPair same = refresh(tokens).tokens();
    assertThat(verified(same.accessToken()).getAudience()).containsExactly("shop");
  }

  @Test
  void sessionForAll_aRefreshIsForSomeAndTheNextForAllAgain() {
    TokenPair all = service.openSession(user, PHONE);
    assertThat(verified(all.accessToken()).getAudience())
        .containsExactlyInAnyOrder("shop", "stock");
    TokenPair one = refresh(all, "shop").tokens();
    assertThat(verified(one.accessToken()).getAudience()).containsExactly("shop");
    assertThat(verified(refresh(one).tokens().accessToken()).getAudience()).hasSize(2);
  }

  @Test
  void audienceThatIsNotConfigured_isRefusedAndTheTokenIsUnused() {
    assertThatExceptionOfType(InvalidTargetException.class)
        .isThrownBy(() -> service.openSession(user, PHONE, narrowed("mail")));
    TokenPair tokens = service.openSession(user, PHONE);
    assertThatExceptionOfType(InvalidTargetException.class)
        .isThrownBy(() -> refresh(tokens, "mail"));
    refresh(tokens);
  }

  @Test
  void generateAccessToken_forAnAudience_namesIt() {
    String id = user.id().toString();
    AccessToken token = service.generateAccessToken(id, Set.of(), Set.of("shop"));
    assertThat(verified(token).getAudience()).containsExactly("shop");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.generateAccessToken(id, Set.of(), Set.of("mail")));
  }

  @Test
  void continued_briefAndNarrowSession_staysSo() {
    UUID session =
        service
            .openSession(user, PHONE, new SessionRequest(true, Set.of("shop"), Optional.empty()))
            .sessionId();
    TokenPair next =
        service.openSessionAfter(
            user.id(), () -> user, PHONE, service.continued(PHONE, Optional.of(session)));
    assertThat(refresh(next).isBrief()).isTrue();
    assertThat(verified(next.accessToken()).getAudience()).containsExactly("shop");
  }

  @Test
  void pastTheLimit_theOldestEndsWithItsEventAndItsReason() {
    RotatingTokenService two = service(limited(2, true));
    TokenPair oldest = two.openSession(user, PHONE);
    fixture.clock.advance(Duration.ofSeconds(1));
    two.openSession(user, PHONE);
    two.openSession(user, PHONE);

    assertThat(endToldTo(oldest))
        .contains(new SessionEnd("session_limit", fixture.clock.instant()));
    assertThat(eventsOf(SecurityEvent.Type.SESSION_REVOKED))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sessionId()).contains(oldest.sessionId());
              assertThat(event.detail()).isEqualTo(Map.of("reason", "session_limit"));
            });
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(
            () -> fixture.revocationCheck.requireNotRevoked(verified(oldest.accessToken())));
  }

  @Test
  void pastALimitThatRefuses_isRefused() {
    RotatingTokenService one = service(limited(1, false));
    TokenPair tokens = one.openSession(user, PHONE);
    assertThatExceptionOfType(TooManySessionsException.class)
        .isThrownBy(() -> one.openSession(user, LAPTOP));
    refresh(tokens);
  }

  @Test
  void replacedSession_isLoggedOutAndDenied() {
    RotatingTokenService one = service(limited(1, false));
    TokenPair older = one.openSession(user, PHONE);
    one.openSession(
        user, PHONE, new SessionRequest(false, Set.of(), Optional.of(older.sessionId())));

    assertThat(endToldTo(older)).map(SessionEnd::reason).contains("logout");
    assertThat(eventsOf(SecurityEvent.Type.LOGOUT)).hasSize(1);
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> fixture.revocationCheck.requireNotRevoked(verified(older.accessToken())));
  }

  @Test
  void endTold_isThatOfTheSession() {
    TokenPair reused = service.openSession(user, PHONE);
    refresh(reused);
    assertThat(endToldTo(reused)).map(SessionEnd::reason).contains("reuse");
    TokenPair stolen = service.openSession(user, PHONE);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> service.refreshTokens(stolen.refreshToken().value(), LAPTOP))
        .satisfies(
            e -> assertThat(e.sessionEnd().orElseThrow().reason()).isEqualTo("device_mismatch"));
    TokenPair loggedOut = service.openSession(user, PHONE);
    service.logout(loggedOut.refreshToken().value(), Optional.empty());
    assertThat(endToldTo(loggedOut)).contains(new SessionEnd("logout", fixture.clock.instant()));
    TokenPair all = service.openSession(user, PHONE);
    service.revokeAllUserTokens(user.id().toString());
    assertThat(endToldTo(all)).map(SessionEnd::reason).contains("revoked");
  }

  @Test
  void endTold_ofAnAdministratorWhoSaysWhy_hasTheNote() {
    Optional<String> note = Optional.of("Her phone was stolen.");
    TokenPair one = service.openSession(user, PHONE);
    fixture.revocations.endSession(one.sessionId(), EndReason.ADMINISTRATOR, Actor.SYSTEM, note);
    assertThat(endToldTo(one))
        .contains(new SessionEnd("administrator", fixture.clock.instant(), note));
    TokenPair all = service.openSession(user, PHONE);
    fixture.revocations.endAllSessions(user.id(), EndReason.ADMINISTRATOR, Actor.SYSTEM, note);
    assertThat(endToldTo(all)).flatMap(SessionEnd::note).isEqualTo(note);
  }

  @Test
  void endTold_toAForgedToken_isNone() {
    TokenPair tokens = service.openSession(user, PHONE);
    service.revokeAllUserTokens(user.id().toString());
    String genuine = tokens.refreshToken().value();
    char last = genuine.charAt(20);
    String forged = genuine.substring(0, 20) + (last == 'A' ? 'B' : 'A') + genuine.substring(21);
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(() -> service.refreshTokens(forged, PHONE))
        .satisfies(e -> assertThat(e.sessionEnd()).isEmpty());
  }

  @Test
  void endOf_sessionOfAnother_isNone() {
    TokenPair tokens = service.openSession(user, PHONE);
    assertThat(service.endOf(tokens.sessionId(), user.id())).isEmpty();
    service.revokeAllUserTokens(user.id().toString());
    assertThat(service.endOf(tokens.sessionId(), user.id())).isPresent();
    assertThat(service.endOf(tokens.sessionId(), fixture.user().id())).isEmpty();
  }

  @Test
  void login_saysWhetherThePlaceIsKnown() {
    UserAccount other = fixture.user();
    service.openSession(other, LAPTOP);
    service.openSession(user, PHONE);
    service.openSession(user, PHONE);
    service.openSession(user, LAPTOP);
    Device phoneElsewhere = new Device("0123456789abcdef", null, "curl/8", "203.0.113.9");
    service.openSession(user, phoneElsewhere);
    assertThat(eventsOf(SecurityEvent.Type.LOGIN))
        .extracting(event -> event.detail().get("known"))
        .containsExactly("false", "false", "true", "false", "true");
  }
}
