package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.AccessToken;
import io.countersign.auth.Device;
import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RotatingTokenService.Continued;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.InMemoryRefreshTokenStore;
import io.countersign.auth.spi.InMemoryUserStore;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RotatingTokenServiceTest {

  private static final Device PHONE = Device.unknown().withFingerprint("a phone's fingerprint");
  private static final Device LAPTOP = Device.unknown().withFingerprint("a laptop's fingerprint");

  private static final Ending BY_USER =
      new Ending(EndReason.PASSWORD_CHANGE, "anna", TestClock.START);

  private static final Continued NOTHING = new Continued(Optional.empty(), SessionRequest.USUAL);

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final RotatingTokenService service = fixture.service;
  private final UserAccount user = fixture.user();

  private static Fixture withWindow() {
    return new Fixture(
        SigningAlgorithm.ES256,
        new RefreshTokenSettings(
            Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(10), false));
  }

  private TokenPair login() {
    return service.openSession(user, Device.unknown());
  }

  private TokenPair refresh(TokenPair pair) {
    return service.refreshTokens(pair.refreshToken().value(), Device.unknown());
  }

  @Test
  void openSession_tokens_areOfOneSession() {
    TokenPair pair = login();
    VerifiedToken token = fixture.verifier.verify(pair.accessToken().value());
    assertThat(token.getSessionId()).contains(pair.sessionId());
    assertThat(token.getSubject()).isEqualTo(user.id().toString());
    assertThat(token.getGroups()).isEqualTo(user.roles());
    assertThat(pair.accessToken().id()).isEqualTo(token.getTokenID());
    assertThat(pair.accessToken().expiresAt())
        .isEqualTo(TestClock.START.plus(Duration.ofMinutes(15)));
    assertThat(pair.refreshToken().expiresAt()).isEqualTo(TestClock.START.plus(Duration.ofDays(7)));
    assertThat(pair.refreshToken().id().generation()).isZero();
  }

  @Test
  void refresh_once_givesSuccessorOfTheSameSession() {
    TokenPair first = login();
    fixture.clock.advance(Duration.ofMinutes(20));
    TokenPair second = refresh(first);
    assertThat(second.sessionId()).isEqualTo(first.sessionId());
    assertThat(second.refreshToken().id().generation()).isEqualTo(1);
    assertThat(second.refreshToken().value()).isNotEqualTo(first.refreshToken().value());
    VerifiedToken token = fixture.verifier.verify(second.accessToken().value());
    assertThat(token.getSessionId()).contains(first.sessionId());
    assertThat(token.getName()).isEqualTo(user.username());
    refresh(second);
  }

  @Test
  void refresh_reusedToken_revokesFamily() {
    TokenPair first = login();
    TokenPair second = refresh(first);
    assertThatExceptionOfType(TokenReusedException.class).isThrownBy(() -> refresh(first));
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(second));
    VerifiedToken access = fixture.verifier.verify(second.accessToken().value());
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> fixture.revocationCheck.requireNotRevoked(access));
  }

  @Test
  void refresh_otherDevice_revokesFamily() {
    TokenPair pair = service.openSession(user, PHONE);
    String value = pair.refreshToken().value();
    assertThatExceptionOfType(DeviceMismatchException.class)
        .isThrownBy(() -> service.refreshTokens(value, LAPTOP));
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> service.refreshTokens(value, PHONE));
  }

  @Test
  void refresh_sameDevice_goesOn() {
    TokenPair pair = service.openSession(user, PHONE);
    service.refreshTokens(pair.refreshToken().value(), PHONE);
  }

  @Test
  void refresh_expired_isRefused() {
    TokenPair pair = login();
    fixture.clock.advance(Duration.ofDays(7));
    assertThatExceptionOfType(TokenExpiredException.class).isThrownBy(() -> refresh(pair));
  }

  @Test
  void refresh_forged_revokesNothing() {
    TokenPair pair = login();
    String value = pair.refreshToken().value();
    String forged = value.substring(0, value.length() - 2) + (value.endsWith("AA") ? "BB" : "AA");
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(() -> service.refreshTokens(forged, Device.unknown()));
    refresh(pair);
  }

  @Test
  void refresh_retryWithinWindow_givesTheSameSuccessor() {
    Fixture lenient = withWindow();
    TokenPair first = lenient.service.openSession(lenient.user(), PHONE);
    String value = first.refreshToken().value();
    TokenPair second = lenient.service.refreshTokens(value, PHONE);
    lenient.clock.advance(Duration.ofSeconds(9));
    TokenPair again = lenient.service.refreshTokens(value, PHONE);
    assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
    assertThat(again.accessToken().id()).isNotEqualTo(second.accessToken().id());
    lenient.service.refreshTokens(second.refreshToken().value(), PHONE);
    assertThatExceptionOfType(TokenReusedException.class)
        .isThrownBy(() -> lenient.service.refreshTokens(value, PHONE));
  }

  @Test
  void refresh_whateverBecomesOfIt_isCountedOnce() {
    Fixture lenient = withWindow();
    TokenPair first = lenient.service.openSession(lenient.user(), PHONE);
    String value = first.refreshToken().value();
    TokenPair second = lenient.service.refreshTokens(value, PHONE);
    lenient.service.refreshTokens(value, PHONE);
    assertThat(lenient.refreshes).containsExactly(RefreshOutcome.ACCEPTED, RefreshOutcome.REPEATED);

    lenient.refreshes.clear();
    refused(lenient, "no token", PHONE);
    lenient.clock.advance(Duration.ofDays(7));
    refused(lenient, second.refreshToken().value(), PHONE);
    refused(lenient, value, PHONE);
    refused(lenient, second.refreshToken().value(), PHONE);
    String other = lenient.service.openSession(lenient.user(), PHONE).refreshToken().value();
    refused(lenient, other, LAPTOP);
    assertThat(lenient.refreshes)
        .containsExactly(
            RefreshOutcome.MALFORMED,
            RefreshOutcome.EXPIRED,
            RefreshOutcome.REUSED,
            RefreshOutcome.REVOKED,
            RefreshOutcome.DEVICE_MISMATCH);
  }

  private static void refused(Fixture deployment, String refreshToken, Device device) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> deployment.service.refreshTokens(refreshToken, device));
  }

  @Test
  void refresh_tokenThatCannotBeRead_isCountedAsMalformed() {
    MalformedTokenException unusable = new MalformedTokenException("it is there twice");
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(
            () ->
                service.refreshTokens(
                    () -> {
                      throw unusable;
                    },
                    PHONE,
                    Set.of()))
        .isSameAs(unusable);
    assertThat(fixture.refreshes).containsExactly(RefreshOutcome.MALFORMED);
  }

  @Test
  void refresh_storeThatFails_isCountedAndThrown() {
    IllegalStateException away = new IllegalStateException("away");
    RefreshTokenStore failing =
        (RefreshTokenStore)
            Proxy.newProxyInstance(
                RotatingTokenServiceTest.class.getClassLoader(),
                new Class<?>[] {RefreshTokenStore.class},
                (self, called, arguments) -> {
                  throw away;
                });
    TokenPair pair = login();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () -> serviceOver(failing).refreshTokens(pair.refreshToken().value(), Device.unknown()))
        .isSameAs(away);
    assertThat(fixture.refreshes).containsExactly(RefreshOutcome.FAILED);
  }

  @Test
  void logout_anyGeneration_endsTheSession() {
    TokenPair first = login();
    TokenPair second = refresh(first);
    service.logout(first.refreshToken().value(), Optional.empty());
    service.logout(first.refreshToken().value(), Optional.empty());
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(second));
  }

  @Test
  void revokeRefreshToken_endsItsFamilyOnly() {
    TokenPair ended = login();
    TokenPair other = login();
    service.revokeRefreshToken(ended.refreshToken().id());
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(ended));
    refresh(other);
  }

  @Test
  void revokeAllUserTokens_endsAllAndCounts() {
    TokenPair one = login();
    TokenPair two = login();
    AccessToken job = service.generateAccessToken(user.id().toString(), Set.of("job"));
    assertThat(service.revokeAllUserTokens(user.id().toString())).isEqualTo(2);
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(one));
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(two));
    VerifiedToken token = fixture.verifier.verify(job.value());
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> fixture.revocationCheck.requireNotRevoked(token));
    assertThat(service.revokeAllUserTokens("nobody")).isZero();
  }

  @Test
  void generateAccessToken_hasTheGivenRolesAndNoSession() {
    AccessToken access = service.generateAccessToken(user.id().toString(), Set.of("job"));
    VerifiedToken token = fixture.verifier.verify(access.value());
    assertThat(token.getGroups()).containsExactly("job");
    assertThat(token.getSessionId()).isEmpty();
    fixture.revocationCheck.requireNotRevoked(token);
  }

  @Test
  void generateRefreshToken_opensAFamily() {
    RefreshToken token = service.generateRefreshToken(user.id().toString(), PHONE);
    TokenPair pair = service.refreshTokens(token.value(), PHONE);
    assertThat(pair.sessionId()).isEqualTo(token.id().family());
  }

  @Test
  void open_withoutRequiredFingerprint_isRefused() {
    Fixture required =
        new Fixture(
            SigningAlgorithm.ES256,
            new RefreshTokenSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ZERO, true));
    UserAccount owner = required.user();
    required.service.openSession(owner, PHONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> required.service.openSession(owner, Device.unknown()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> required.service.generateRefreshToken(owner.id().toString(), Device.unknown()));
  }

  @Test
  void generate_unknownUser_isRefused() {
    for (String nobody : new String[] {UUID.randomUUID().toString(), "nobody"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> service.generateAccessToken(nobody, Set.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> service.generateRefreshToken(nobody, PHONE));
    }
  }

  @Test
  void generate_disabledUser_isRefused() {
    UUID id = UUID.randomUUID();
    fixture.users.add(
        new UserAccount(
            id,
            "user-" + id,
            UserAccount.LOCAL,
            "$argon2id$none",
            Set.of("user"),
            0,
            true,
            TestClock.START),
        Report.nothing());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.generateAccessToken(id.toString(), Set.of()))
        .withMessage("there is no such enabled user");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.generateRefreshToken(id.toString(), PHONE))
        .withMessage("there is no such enabled user");
  }

  @Test
  void generateRefreshToken_userChangedMeanwhile_isRefused() {
    RotatingTokenService late = serviceOver(new InMemoryRefreshTokenStore(new InMemoryUserStore()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> late.generateRefreshToken(user.id().toString(), PHONE))
        .withMessage("the user has just been changed");
  }

  private RotatingTokenService serviceOver(RefreshTokenStore store) {
    return new RotatingTokenService(
        fixture.stores(store),
        fixture.codec,
        fixture.issuer,
        Fixture.STRICT,
        fixture.revocations,
        fixture.events,
        fixture.refreshes::add,
        UUID::randomUUID,
        fixture.clock);
  }

  private RotatingTokenService serviceWith(KeyRing keys, ClaimContributor... contributors) {
    return serviceWith(Fixture.STRICT, keys, contributors);
  }

  private RotatingTokenService serviceWith(
      RefreshTokenSettings settings, KeyRing keys, ClaimContributor... contributors) {
    return new RotatingTokenService(
        fixture.stores(fixture.families),
        fixture.codec,
        new AccessTokenIssuer(
            keys, Fixture.ACCESS, List.of(contributors), UUID::randomUUID, fixture.clock),
        settings,
        fixture.revocations,
        fixture.events,
        fixture.refreshes::add,
        UUID::randomUUID,
        fixture.clock);
  }

  /** The keys of a node that cannot sign. */
  private KeyRing unreadable() {
    return (KeyRing)
        Proxy.newProxyInstance(
            RotatingTokenServiceTest.class.getClassLoader(),
            new Class<?>[] {KeyRing.class},
            (self, called, arguments) -> {
              throw new KeysUnavailableException();
            });
  }

  private void assertUnused(TokenPair login) {
    service.refreshTokens(login.refreshToken().value(), PHONE);
  }

  @Test
  void refresh_nodeThatCannotSign_leavesTheTokenUnused() {
    TokenPair login = login();
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(
            () -> serviceWith(unreadable()).refreshTokens(login.refreshToken().value(), PHONE));
    assertUnused(login);
  }

  @Test
  void refresh_contributorThatFails_leavesTheTokenUnused() {
    TokenPair login = login();
    ClaimContributor failing =
        id -> {
          throw new IllegalStateException("no answer");
        };
    ClaimContributor reserved = id -> Map.of("groups", "admin");
    ClaimContributor long8k = id -> Map.of("note", "x".repeat(6_000));
    for (ClaimContributor wrong : List.of(failing, reserved, long8k)) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(
              () ->
                  serviceWith(fixture.keyRing, wrong)
                      .refreshTokens(login.refreshToken().value(), PHONE));
    }
    assertUnused(login);
  }

  @Test
  void refresh_contributor_isToldWhoseTokenItIs() {
    TokenPair refreshed =
        serviceWith(fixture.keyRing, id -> Map.of("seen", id))
            .refreshTokens(login().refreshToken().value(), PHONE);
    assertThat(fixture.verifier.verify(refreshed.accessToken().value()).<String>getClaim("seen"))
        .isEqualTo(user.id().toString());
  }

  @Test
  void openSession_nodeThatCannotSign_opensNone() {
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> serviceWith(unreadable()).openSession(user, PHONE));
    assertThat(fixture.families.sessionsOf(user.id(), null, null, 10)).isEmpty();
  }

  @Test
  void openSessionAfter_nodeThatCannotSign_doesNotAct() {
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(
            () ->
                serviceWith(unreadable())
                    .openSessionAfter(
                        user.id(),
                        () -> {
                          throw new AssertionError("it was done for nothing");
                        },
                        PHONE,
                        NOTHING));
  }

  @Test
  void continued_sessionThatIsGone_isRevoked() {
    Optional<UUID> gone = Optional.of(UUID.randomUUID());
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> fixture.service.continued(PHONE, gone));
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> fixture.service.continued(PHONE.withFingerprint(null), gone));
  }

  @Test
  void openSessionAfter_inASessionBoundToADevice_isBoundToIt() {
    RotatingTokenService deployed =
        serviceWith(
            new RefreshTokenSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ZERO, true),
            fixture.keyRing);
    UUID session = deployed.openSession(user, PHONE).sessionId();
    Device noneSaid = PHONE.withFingerprint(null);
    Continued binding = deployed.continued(noneSaid, Optional.of(session));
    TokenPair next = deployed.openSessionAfter(user.id(), () -> user, noneSaid, binding);
    deployed.refreshTokens(next.refreshToken().value(), PHONE);

    TokenPair other = deployed.openSessionAfter(user.id(), () -> user, noneSaid, binding);
    assertThatExceptionOfType(DeviceMismatchException.class)
        .isThrownBy(() -> deployed.refreshTokens(other.refreshToken().value(), noneSaid));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> deployed.openSessionAfter(user.id(), () -> user, noneSaid, NOTHING));
  }

  @Test
  void openSession_usersOfADirectory_haveALifeOfTheirOwn() {
    RefreshTokenSettings settings =
        new RefreshTokenSettings(
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofHours(8),
            Duration.ofHours(12),
            Duration.ZERO,
            false,
            RefreshTokenSettings.USUAL_LIMIT);
    UserAccount fred = fixture.directories.adopt("ldap", "fred", Set.of()).orElseThrow();
    RotatingTokenService deployed = serviceWith(settings, fixture.keyRing);
    Instant end = fixture.clock.instant().plus(Duration.ofHours(8));
    TokenPair login = deployed.openSession(fred, PHONE);
    assertThat(login.refreshToken().expiresAt()).isEqualTo(end);
    fixture.clock.advance(Duration.ofHours(7));
    TokenPair refreshed = deployed.refreshTokens(login.refreshToken().value(), PHONE);
    assertThat(refreshed.refreshToken().expiresAt()).isEqualTo(end);
    assertThat(deployed.openSession(user, PHONE).refreshToken().expiresAt())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(7)));
  }

  @Test
  void openSession_passwordChangedSinceAuthentication_isRefused() {
    fixture.users.changePassword(
        user.id(), "$argon2id$none", "$argon2id$other", BY_USER, Report.nothing());
    assertThatExceptionOfType(InvalidCredentialsException.class).isThrownBy(this::login);
  }

  @Test
  void openSessionAfter_withoutRequiredFingerprint_doesNotAct() {
    Fixture required =
        new Fixture(
            SigningAlgorithm.ES256,
            new RefreshTokenSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ZERO, true));
    UserAccount owner = required.user();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                required.service.openSessionAfter(
                    owner.id(),
                    () -> {
                      throw new AssertionError("acted");
                    },
                    Device.unknown(),
                    NOTHING));
  }
}
