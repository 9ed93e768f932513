package io.countersign.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.http.Answer;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.stock.JwksVerifier;
import io.countersign.auth.stock.Trust;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.JoseTokenVerifier;
import io.countersign.auth.verify.RemoteKeySet;
import io.countersign.auth.verify.RemoteRevocationCheck;
import io.countersign.auth.verify.SettingValues;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asked by what the guard of applications asks with, and by another's verifier. */
@SuppressWarnings("NullAway.Init")
class TestCountersignTest {

  private TestCountersign countersign;

  @BeforeEach
  void start() {
    countersign = TestCountersign.builder().audience("shop").start();
  }

  @AfterEach
  void close() {
    countersign.close();
  }

  /** As the client's jar reads its settings. */
  private static TokenVerifier remote(TestCountersign countersign) {
    var settings = countersign.settings();
    var values = new SettingValues(name -> Optional.ofNullable(settings.get(name)));
    return new JoseTokenVerifier(
        new RemoteKeySet(countersign.keySet(), Clock.systemUTC()),
        AccessTokenSettings.read(values, Duration.ofMinutes(15)),
        Clock.systemUTC());
  }

  private String setting(String name) {
    return Objects.requireNonNull(countersign.settings().get(name));
  }

  private RemoteRevocationCheck revocations() {
    return new RemoteRevocationCheck(URI.create(countersign.issuer() + "/me/active"));
  }

  private AuthClient client() {
    return new AuthClient(URI.create(countersign.issuer() + "/"));
  }

  @ParameterizedTest
  @EnumSource
  void guard_validToken_isAccepted(SigningAlgorithm algorithm) {
    try (var other = TestCountersign.builder().algorithm(algorithm).type("at+jwt").start()) {
      var token = remote(other).verify(other.token().username("carl").valid());
      assertThat(token.getName()).isEqualTo("carl");
      assertThat(other.settings())
          .containsEntry("mp.jwt.verify.publickey.algorithm", algorithm.name());
    }
  }

  @Test
  void guard_revokedToken_isRefused() {
    var text = countersign.token().valid();
    var token = remote(countersign).verify(text);
    assertThatCode(() -> revocations().requireNotRevoked(token)).doesNotThrowAnyException();

    countersign.revoke(text);
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> revocations().requireNotRevoked(token));
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> countersign.revocationCheck().requireNotRevoked(token));
    var another = remote(countersign).verify(countersign.token().valid());
    assertThatCode(() -> revocations().requireNotRevoked(another)).doesNotThrowAnyException();
  }

  @Test
  void guard_whileCountersignIsAway_failsClosed() {
    var text = countersign.token().valid();
    var token = remote(countersign).verify(text);
    countersign.away(true);
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(() -> revocations().requireNotRevoked(token));
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> remote(countersign).verify(text));

    countersign.away(false);
    assertThatCode(() -> revocations().requireNotRevoked(token)).doesNotThrowAnyException();
  }

  @Test
  void rotatedKey_signsFromNowOn_andTheOldOneStillVerifies() {
    var old = countersign.token().valid();
    countersign.rotateKey();
    var fresh = countersign.token().valid();
    assertThat(fresh.split("\\.", 2)[0]).isNotEqualTo(old.split("\\.", 2)[0]);
    var verifier = remote(countersign);
    assertThatCode(() -> verifier.verify(old)).doesNotThrowAnyException();
    assertThatCode(() -> verifier.verify(fresh)).doesNotThrowAnyException();
  }

  @Test
  void oldLogin_saysSo() {
    var token =
        countersign
            .verifier()
            .verify(countersign.token().authenticatedAgo(Duration.ofHours(1)).valid());
    assertThat(token.<Long>getClaim("auth_time")).isLessThan(token.getIssuedAtTime() - 3590);
  }

  @Test
  void stockVerifier_takesItsTokensAndNoFlawedOnes() {
    var trust =
        new Trust(
            URI.create(setting("mp.jwt.verify.publickey.location")),
            setting("mp.jwt.verify.issuer"),
            setting("mp.jwt.verify.audiences"));
    var verifier = new JwksVerifier(trust, Clock.systemUTC());
    assertThat(verifier.accepts(countersign.token().valid())).isTrue();
    assertThat(Flaw.values()).noneMatch(flaw -> verifier.accepts(countersign.token().flawed(flaw)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth/.well-known/openid-configuration",
        "/auth/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration/auth",
        "/.well-known/oauth-authorization-server/auth"
      })
  void metadata_namesIssuerAndKeySet(String path) {
    var metadata = client().get(path).requireStatus(200);
    assertThat(metadata.text("issuer")).isEqualTo(countersign.issuer());
    assertThat(metadata.text("jwks_uri")).isEqualTo(countersign.keySet().toString());
  }

  @Test
  void refusals_areThoseOfADeployment() {
    client().get("me/active").requireUnauthorized("malformed_token", "Bearer");
    for (var flaw : Flaw.values()) {
      Answer answer =
          client().get("me/active", AuthClient.bearer(countersign.token().flawed(flaw)));
      answer.requireUnauthorized(flaw.code().toString(), AuthClient.INVALID_TOKEN);
    }
    client().get("nothing").requireProblem(404, "not_found");
    client().post("me/active", "{}").requireProblem(405, "method_not_allowed");
    countersign.away(true);
    client().get("me/active").requireProblem(503, "unavailable");
  }

  @Test
  void tokens_haveNoWeakness() {
    var scanner =
        TokenScanner.builder(Clock.systemUTC())
            .jwks(client().get(".well-known/jwks.json").body())
            .build();
    scanner.scan(countersign.token().roles("clerk").valid()).requireClean(Severity.LOW);
    scanner.scanKeySet().requireClean(Severity.LOW);
  }

  @Test
  void claim_thatCountersignSetsItself_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> countersign.token().claim("groups", "root").valid())
        .withMessageContaining("groups");
  }

  @Test
  void environment_hasTheSettingsUnderOtherNames() {
    assertThat(countersign.environment())
        .containsEntry("COUNTERSIGN_ISSUER", countersign.issuer())
        .containsEntry("MP_JWT_VERIFY_AUDIENCES", "shop")
        .hasSameSizeAs(countersign.settings());
  }

  @Test
  void port_thatIsTaken_isRefused() {
    var port = URI.create(countersign.issuer()).getPort();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TestCountersign.builder().port(port).start().close())
        .withMessageContaining("port " + port);
  }
}
