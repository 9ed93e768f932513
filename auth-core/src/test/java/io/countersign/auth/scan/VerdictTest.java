package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.SECONDS;
import static io.countersign.auth.scan.TestTokens.es256;
import static io.countersign.auth.scan.TestTokens.jwk;
import static io.countersign.auth.scan.TestTokens.rs256;
import static io.countersign.auth.scan.TestTokens.signedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.Verdict;
import io.countersign.auth.scan.report.Verdict.Basis;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what stock verifiers take, token by token. */
class VerdictTest {

  private static final TokenScanner SCANNER =
      TokenScanner.builder(TestTokens.CLOCK).jwks(TestTokens.JWKS).build();

  /** WildFly, Payara, Open Liberty, Quarkus, Spring: accepted, refused, or error 500. */
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of("RS256 with all claims", rs256(), "a a a a a"),
        Arguments.of("at+jwt", rs256().with("typ", "\"at+jwt\""), "a r a a r"),
        Arguments.of("jwt", rs256().with("typ", "\"jwt\""), "a r a a r"),
        Arguments.of("no typ", rs256().without("typ"), "a r a a a"),
        Arguments.of("ES256", es256(), "e a r e r"),
        Arguments.of("no sub", rs256().unclaim("sub"), "a r a a a"),
        Arguments.of("no jti", rs256().unclaim("jti"), "a r a a a"),
        Arguments.of("no upn", rs256().unclaim("upn"), "a a r a a"),
        Arguments.of("no iat", rs256().unclaim("iat"), "r r a r a"),
        Arguments.of("no exp", rs256().unclaim("exp"), "r r r r a"),
        Arguments.of("no iss", rs256().unclaim("iss"), "r r r r r"),
        Arguments.of("no kid, first key", rs256().without("kid"), "e a r e a"),
        Arguments.of("no kid, second key", es256().without("kid"), "e r r e r"),
        Arguments.of("30 s ago", rs256().claim("exp", "" + (SECONDS - 30)), "a r a a a"),
        Arguments.of("60 s ago", rs256().claim("exp", "" + (SECONDS - 60)), "r r a r r"),
        Arguments.of("5 min ago", rs256().claim("exp", "" + (SECONDS - 300)), "r r r r r"),
        Arguments.of("other key", rs256().with("kid", "\"x\""), "r r r r r"),
        Arguments.of("critical", rs256().with("crit", "[\"exp\"]"), "r r r r r"),
        Arguments.of("HMAC", signedBy("HS256"), "r r r r r"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void verdicts_token_areThoseOfTheTable(String name, TestTokens token, String expected) {
    assertThat(letters(SCANNER.scan(token.token()))).as(name).isEqualTo(expected);
  }

  private static String letters(ScanReport report) {
    return report.verdicts().stream()
        .map(verdict -> verdict.outcome().label().substring(0, 1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void verdicts_encryptedToken_areRefusals() {
    String token = signedBy("RSA-OAEP-256").with("enc", "\"A256GCM\"").encrypted();
    assertThat(letters(SCANNER.scan(token))).isEqualTo("r r r r r");
  }

  @Test
  void verdicts_noToken_areNone() {
    assertThat(SCANNER.scan("nothing").verdicts()).isEmpty();
  }

  @Test
  void verdicts_aKeyWithoutName_payaraRefuses() {
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK)
            .jwks("{\"keys\":[" + jwk("rsa", "RS256") + ",{\"kty\":\"RSA\"}]}")
            .build();
    assertThat(letters(scanner.scan(rs256().token()))).isEqualTo("a r a a a");
  }

  @Test
  void reasons_ofQuarkusAndOfTypesInSpring_areDocumentedNotMeasured() {
    List<Verdict> verdicts =
        SCANNER.scan(rs256().unclaim("iat").with("typ", "\"at+jwt\"").token()).verdicts();
    assertThat(verdicts.get(0).reasons())
        .containsExactly(new Verdict.Reason("wants iat", Basis.MEASURED));
    assertThat(verdicts.get(3).reasons())
        .containsExactly(new Verdict.Reason("wants iat", Basis.DOCUMENTED));
    assertThat(verdicts.get(4).reasons())
        .extracting(Verdict.Reason::basis)
        .containsOnly(Basis.DOCUMENTED);
  }
}
