package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.core.Introspection.Active;
import io.countersign.auth.core.Introspection.ActiveAccessToken;
import io.countersign.auth.core.Introspection.ActiveRefreshToken;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Introspection, and the revocation that it shows. */
class IntrospectionTest {

  private static final Actor SERVICE =
      new Actor(UUID.randomUUID().toString(), Optional.of("192.0.2.9"));

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final UserAccount user = fixture.user();
  private final TokenPair pair = login();
  private final Introspection introspection = introspection(fixture);
  private final TokenRevocation revocation = revocation(fixture);

  private static Introspection introspection(Fixture fixture) {
    return new Introspection(
        fixture.verifier, fixture.revocationCheck, fixture.codec, fixture.families, fixture.clock);
  }

  private static TokenRevocation revocation(Fixture fixture) {
    return new TokenRevocation(fixture.verifier, fixture.codec, fixture.revocations);
  }

  private TokenPair login() {
    return fixture.service.openSession(user, Device.unknown());
  }

  private static String access(TokenPair pair) {
    return pair.accessToken().value();
  }

  private static String refresh(TokenPair pair) {
    return pair.refreshToken().value();
  }

  private TokenPair rotate(TokenPair tokens) {
    return fixture.service.refreshTokens(refresh(tokens), Device.unknown());
  }

  private void requireInactive(String token) {
    assertThat(introspection.introspect(token)).isEmpty();
  }

  private void requireActive(TokenPair tokens) {
    assertThat(introspection.introspect(access(tokens))).isPresent();
    assertThat(introspection.introspect(refresh(tokens))).isPresent();
  }

  /** A token of the same id with another secret, or another check on it. */
  private static String forged(String refreshToken) {
    char[] characters = refreshToken.toCharArray();
    characters[60] = characters[60] == 'A' ? 'B' : 'A';
    return new String(characters);
  }

  @Test
  void introspect_accessToken_isActive() {
    assertThat(introspection.introspect(access(pair)))
        .hasValueSatisfying(
            active ->
                assertThat(active)
                    .isInstanceOfSatisfying(
                        ActiveAccessToken.class,
                        it ->
                            assertThat(it.token().getTokenID())
                                .isEqualTo(pair.accessToken().id())));
  }

  @Test
  void introspect_refreshToken_isActiveAndStillUnused() {
    Optional<Active> first = introspection.introspect(refresh(pair));
    assertThat(introspection.introspect(refresh(pair))).isEqualTo(first);
    assertThat(first)
        .hasValueSatisfying(
            active ->
                assertThat(active)
                    .isInstanceOfSatisfying(
                        ActiveRefreshToken.class,
                        it -> assertThat(it.family().userId()).isEqualTo(user.id())));
    rotate(pair);
  }

  @Test
  void introspect_expired_isInactive() {
    fixture.clock.advance(Duration.ofSeconds(15 * 60 + 30));
    requireInactive(access(pair));
    fixture.clock.advance(Duration.ofDays(7));
    requireInactive(refresh(pair));
  }

  @Test
  void introspect_rotatedRefreshToken_isInactiveAndEndsNothing() {
    TokenPair next = rotate(pair);
    requireInactive(refresh(pair));
    requireActive(next);
  }

  @Test
  void introspect_reused_endsBothKindsOfToken() {
    TokenPair next = rotate(pair);
    assertThatExceptionOfType(TokenReusedException.class).isThrownBy(() -> rotate(pair));
    requireInactive(refresh(next));
    requireInactive(access(next));
  }

  @Test
  void introspect_forgedRefreshToken_isInactive() {
    requireInactive(forged(refresh(pair)));
    requireActive(pair);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "csr_", "a.b.c", "\u0000", "csr_\u00e4"})
  void introspect_noToken_isInactive(String token) {
    requireInactive(token);
  }

  @Test
  void introspect_tokensOfAnotherDeployment_areInactive() {
    Fixture other = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
    TokenPair foreign = other.service.openSession(other.user(), Device.unknown());
    requireInactive(access(foreign));
    requireInactive(refresh(foreign));
  }

  @Test
  void introspect_denylistOutOfReach_saysNothingOfAccessTokens() {
    fixture.denylist.setAvailable(false);
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(() -> introspection.introspect(access(pair)));
    assertThat(introspection.introspect(refresh(pair))).isPresent(); // the store itself knows
    requireInactive("no token at all");
  }

  @Test
  void revoke_accessToken_deniesThatOneOnly() {
    TokenPair next = rotate(pair);
    revocation.revoke(access(pair), SERVICE);
    requireInactive(access(pair));
    requireActive(next);
  }

  @Test
  void revoke_refreshToken_endsItsSession() {
    TokenPair other = login();
    revocation.revoke(refresh(pair), SERVICE);
    requireInactive(refresh(pair));
    requireInactive(access(pair));
    requireActive(other);
    assertThat(fixture.eventStore.list(SecurityEventQuery.ofSession(pair.sessionId(), 9)))
        .anySatisfy(
            it -> {
              assertThat(it.event().type()).isEqualTo(SecurityEvent.Type.SESSION_REVOKED);
              assertThat(it.event().actor()).contains(SERVICE.name());
              assertThat(it.event().detail()).containsEntry("reason", "administrator");
            });
  }

  @Test
  void revoke_earlierRefreshToken_endsItsSession() {
    TokenPair next = rotate(pair);
    revocation.revoke(refresh(pair), SERVICE);
    requireInactive(refresh(next));
    requireInactive(access(next));
  }

  @Test
  void revoke_forgedOrUnknown_changesNothing() {
    revocation.revoke(forged(refresh(pair)), SERVICE);
    revocation.revoke(access(pair) + "A", SERVICE);
    revocation.revoke("no token at all", SERVICE);
    requireActive(pair);
  }

  @Test
  void revoke_again_isTheSame() {
    for (int i = 0; i < 2; i++) {
      revocation.revoke(access(pair), SERVICE);
      revocation.revoke(refresh(pair), SERVICE);
    }
    requireInactive(refresh(pair));
  }

  @Test
  void revoke_denylistOutOfReach_saysSoAndIsInForceAfterwards() {
    fixture.denylist.setAvailable(false);
    for (String token : new String[] {access(pair), refresh(pair)}) {
      assertThatExceptionOfType(RevocationUnavailableException.class)
          .isThrownBy(() -> revocation.revoke(token, SERVICE));
    }
    fixture.denylist.setAvailable(true);
    revocation.revoke(refresh(pair), SERVICE);
    requireInactive(access(pair));
  }

  @Test
  void revokeAccessToken_ofThisDeployment_isOneEvenWhenItHasExpired() {
    assertThat(revocation.revokeAccessToken(access(pair), SERVICE, Optional.empty())).isTrue();
    requireInactive(access(pair));
    fixture.clock.advance(Duration.ofSeconds(15 * 60 + 30));
    assertThat(revocation.revokeAccessToken(access(pair), SERVICE, Optional.empty())).isTrue();
  }

  @Test
  void revokeAccessToken_anythingElse_isNone() {
    for (String token : new String[] {refresh(pair), access(pair) + "A", "no token at all"}) {
      assertThat(revocation.revokeAccessToken(token, SERVICE, Optional.empty()))
          .as(token)
          .isFalse();
    }
    requireActive(pair);
  }
}
