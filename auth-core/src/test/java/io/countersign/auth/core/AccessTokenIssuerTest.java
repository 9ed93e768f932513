package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.auth.core.AccessTokenIssuer.Prepared;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.CompactJws;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTokenIssuerTest {

  private static final Subject ANNA =
      new Subject(UUID.randomUUID(), "anna", Set.of("user"), 0, null);

  private static AccessTokenIssuer issuer(
      Fixture fixture, Set<String> audience, Map<String, Object> contributed) {
    return new AccessTokenIssuer(
        fixture.keyRing,
        new AccessTokenSettings(
            "https://auth.example", audience, Duration.ofMinutes(15), "JWT", Duration.ZERO),
        List.of(user -> contributed),
        UUID::randomUUID,
        fixture.clock);
  }

  private static Map<String, Object> filler(int length) {
    return Map.of("filler", "x".repeat(length));
  }

  @ParameterizedTest
  @EnumSource
  void prepare_token_isMeasuredAsItWillBe(SigningAlgorithm algorithm) {
    Fixture fixture = new Fixture(algorithm, Fixture.STRICT);
    int most = (CompactJws.LONGEST - length(fixture, 0)) * 3 / 4;
    assertThat(length(fixture, most - 4)).isLessThan(CompactJws.LONGEST);
    assertThat(length(fixture, most + 4)).isGreaterThan(CompactJws.LONGEST);
    for (int filler = most - 4; filler <= most + 4; filler++) {
      AccessTokenIssuer issuer = issuer(fixture, Set.of("shop"), filler(filler));
      if (length(fixture, filler) <= CompactJws.LONGEST) {
        assertThatCode(() -> issuer.prepare(ANNA)).doesNotThrowAnyException();
      } else {
        assertThatIllegalStateException().isThrownBy(() -> issuer.prepare(ANNA));
      }
    }
  }

  /** Of the token itself, which is issued without a look at its length. */
  private static int length(Fixture fixture, int filler) {
    return issuer(fixture, Set.of("shop"), Map.of())
        .issue(ANNA, new Prepared(fixture.keyRing.signingKey(), filler(filler)))
        .value()
        .length();
  }

  @Test
  void prepare_forNobody_addsNoClaims() {
    Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
    assertThat(issuer(fixture, Set.of("shop"), filler(9_000)).prepare(Optional::empty))
        .isEqualTo(new Prepared(fixture.keyRing.signingKey(), Map.of()));
  }

  /** RFC 7519 §4.1.3: one may be a string, and is, as not every verifier reads an array. */
  @Test
  void issue_audience_isAStringIfItIsOne() {
    Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
    assertThat(claims(issuer(fixture, Set.of("shop"), Map.of()))).contains("\"aud\":\"shop\",");
    assertThat(claims(issuer(fixture, Set.of("till", "shop"), Map.of())))
        .contains("\"aud\":[\"shop\",\"till\"],");
  }

  private static String claims(AccessTokenIssuer issuer) {
    String token = issuer.issue(ANNA).value();
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
  }
}
