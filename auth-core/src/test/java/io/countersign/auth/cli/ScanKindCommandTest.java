package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options that say what a token should be. */
class ScanKindCommandTest {

  private static final String TOKEN =
      token(
          "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
          """
          {"iss":"https://auth.example","sub":"anna@shop.example","aud":"shop","exp":1767269700,\
          "iat":1767268800,"jti":"j1"}""");

  private static final String PROOF =
      token(
          """
          {"typ":"dpop+jwt","alg":"RS256","jwk":{"kty":"RSA","n":"AQAB","e":"AQAB"}}""",
          """
          {"jti":"j1","htm":"GET","htu":"https://shop.example/","iat":1767268800}""");

  private static String token(String header, String claims) {
    return base64(header) + "." + base64(claims) + "." + "A".repeat(342);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CommandRun scan(String token, String... more) {
    return CommandRun.of(
        Map.of(),
        token,
        Stream.concat(Stream.of("scan", "-"), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void scan_proof_isSaidToBeOneAndHasNoFindings() {
    CommandRun run = scan(PROOF);
    assertThat(run.out())
        .startsWith("stdin:1: signed token (JWS), DPoP proof\n  No findings.\n")
        .endsWith("1 token: 0 critical, 0 high, 0 medium, 0 low, 0 info\n");
    assertThat(scan(PROOF, "--format", "json").out()).contains("\"type\" : \"dpop-proof\"");
  }

  @Test
  void kind_given_isTaken() {
    assertThat(scan(TOKEN).out()).contains("CS-PII-EMAIL");
    CommandRun run = scan(TOKEN, "--kind", "client-assertion");
    assertThat(run.out()).contains("client assertion").doesNotContain("CS-PII-EMAIL");
    assertThat(scan(PROOF, "--kind=ACCESS").out()).contains("CS-HDR-JWK");
  }

  @Test
  void kind_unknown_isWrongUsageAndNamesAll() {
    CommandRun run = scan(TOKEN, "--kind", "passport");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--kind", "access", "dpop-proof", "sd-jwt");
  }

  @Test
  void issuerAndAudience_otherThanExpected_fail() {
    assertThat(scan(TOKEN, "--issuer", "https://auth.example", "--audience", "shop").code())
        .isZero();
    CommandRun run =
        scan(TOKEN, "--issuer=https://other.example", "--audience=stock", "--audience=cellar");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("CS-ISS-OTHER", "CS-AUD-OTHER");
    assertThat(scan(TOKEN, "--audience=stock", "--audience=shop").out())
        .doesNotContain("CS-AUD-OTHER");
    assertThat(scan(TOKEN, "--issuer=").code()).isEqualTo(2);
  }
}
