package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.rs256;
import static io.countersign.auth.scan.TestTokens.signedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.token.TokenKind;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScannerTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static List<String> found(TokenScanner scanner, String token) {
    return scanner.scan(token).findings().stream().map(it -> it.rule().id()).distinct().toList();
  }

  private static String evidence(String token) {
    return SCANNER.scan(token).findings().get(0).evidence();
  }

  @Test
  void scan_nestedToken_isScannedInsideAsWell() {
    String inner = signedBy("none").token(new byte[0]);
    TestTokens outer = rs256().with("cty", "\"JWT\"");
    ScanReport report = SCANNER.scan(outer.token(outer.header(), inner));
    assertThat(report.kind()).isEqualTo(TokenKind.NESTED);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("CS-ALG-NONE");
              assertThat(finding.location().member()).isEqualTo("payload.header.alg");
            });
  }

  @Test
  void scan_encryptedToken_saysThatItIsOne() {
    String token = signedBy("ECDH-ES").with("enc", "\"A256GCM\"").encrypted();
    ScanReport report = SCANNER.scan(token);
    assertThat(report.kind()).isEqualTo(TokenKind.ENCRYPTED);
    assertThat(report.toString()).contains("nothing but its header could be examined");
  }

  @Test
  void scan_callersWord_isFoundAndNotTold() {
    String token = signedBy("HS256").secret("violet kettle drums").token();
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK).words(List.of("a", "violet kettle drums")).build();
    assertThat(found(SCANNER, token)).containsExactly("CS-ALG-HMAC");
    assertThat(found(scanner, token)).containsExactly("CS-HMAC-GUESSABLE");
    assertThat(scanner.scan(token).findings().get(0).evidence())
        .isEqualTo("[redacted], word 2 of yours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void scan_builtInWord_isFoundWithEveryHmac(String alg) {
    assertThat(found(SCANNER, signedBy(alg).secret("secret").token()))
        .containsExactly("CS-HMAC-GUESSABLE");
  }

  @Test
  void scan_emptySecret_isFound() {
    assertThat(found(SCANNER, signedBy("HS256").secret("\0").token()))
        .containsExactly("CS-HMAC-GUESSABLE");
  }

  @Test
  void scan_symmetricKeyInTheKeySet_verifiesWithIt() {
    String jwks =
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa\",\"k\":\""
            + TestTokens.base64(TestTokens.utf8("kZ3m!Gq8w0#Vt5rN2xLp7eYd4bHs9uJc"))
            + "\"}]}";
    TokenScanner scanner = TokenScanner.builder(TestTokens.CLOCK).jwks(jwks).build();
    assertThat(found(scanner, signedBy("HS256").token())).containsExactly("CS-ALG-HMAC");
    assertThat(found(scanner, signedBy("HS256").token(new byte[32])))
        .containsExactly("CS-SIG-INVALID", "CS-ALG-HMAC");
  }

  @Test
  void scan_noKid_triesEveryKeyThatFits() {
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK)
            .jwks(
                KeySetExamples.set(
                    TestTokens.jwk("other", "RS256", TestTokens.rsa(2048)),
                    TestTokens.jwk("rsa", "RS256")))
            .build();
    assertThat(found(scanner, rs256().without("kid").token())).containsExactly("CS-KID-MISSING");
  }

  /** What the 51st key may have signed is not known to be wrong. */
  @Test
  void scan_noKidAndMoreKeysThanAreTried_findsNothingWrong() {
    String[] keys = new String[51];
    Arrays.fill(keys, TestTokens.jwk("other", "RS256", TestTokens.rsa(2048)));
    keys[50] = TestTokens.jwk("rsa", "RS256");
    assertThat(found(full(keys), rs256().without("kid").token())).containsExactly("CS-KID-MISSING");
  }

  @Test
  void scan_bounded_asksSixteenKeysAtMost() {
    String[] keys = new String[17];
    Arrays.fill(keys, TestTokens.jwk("other", "RS256", TestTokens.rsa(2048)));
    String token = rs256().without("kid").token(new byte[256]);
    assertThat(found(bounded(Arrays.copyOf(keys, 16)), token)).contains("CS-SIG-INVALID");
    assertThat(found(bounded(keys), token)).containsExactly("CS-KID-MISSING");
  }

  @Test
  void scan_bounded_asksNoKeyThatCostsMuch() throws GeneralSecurityException {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp521r1"));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.TWO.pow(40).add(BigInteger.ONE)));
    String p521 = TestTokens.jwk("ec", "ES512", ec.generateKeyPair());
    String largeExponent = TestTokens.jwk("rsa", "RS256", rsa.generateKeyPair());
    String long521 = signedBy("ES512").token(filled(132));
    String longRsa = rs256().token(filled(256));

    assertThat(found(full(p521), long521)).contains("CS-SIG-INVALID");
    assertThat(found(full(largeExponent), longRsa)).contains("CS-SIG-INVALID");
    assertThat(found(bounded(p521), long521)).doesNotContain("CS-SIG-INVALID");
    assertThat(found(bounded(largeExponent), longRsa)).doesNotContain("CS-SIG-INVALID");
    assertThat(found(bounded(TestTokens.jwk("rsa", "RS256")), longRsa)).contains("CS-SIG-INVALID");
  }

  private static byte[] filled(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 1);
    return octets;
  }

  private static TokenScanner full(String... keys) {
    return TokenScanner.builder(TestTokens.CLOCK).jwks(KeySetExamples.set(keys)).build();
  }

  private static TokenScanner bounded(String... keys) {
    return TokenScanner.builder(TestTokens.CLOCK).jwks(KeySetExamples.set(keys)).bounded().build();
  }

  @Test
  void scan_longerLifetimeAllowed_isTaken() {
    String token = rs256().claim("exp", "" + (TestTokens.SECONDS + 7200)).token();
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK).maxLifetime(Duration.ofHours(2)).build();
    assertThat(found(SCANNER, token)).containsExactly("CS-TIME-LONG");
    assertThat(found(scanner, token)).isEmpty();
  }

  /** A caller who sets the limit hears of too long, never of long. */
  @Test
  void scan_shorterLifetimeAllowed_isTooLongBeyond() {
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK).maxLifetime(Duration.ofMinutes(10)).build();
    assertThat(found(scanner, rs256().token())).containsExactly("CS-TIME-LIFETIME");
  }

  @Test
  void scan_milliseconds_saysSo() {
    assertThat(evidence(rs256().claim("exp", (TestTokens.SECONDS + 900) + "000").token()))
        .isEqualTo("it seems to be in milliseconds");
  }

  @Test
  void scan_refreshToken_thatPassesForAnAccessToken() {
    assertThat(found(SCANNER, rs256().text("typ", "Refresh").token()))
        .containsExactly("CS-TYP-CONFUSION");
    assertThat(found(SCANNER, rs256().text("token_use", "id").token()))
        .containsExactly("CS-TYP-ID-TOKEN");
    assertThat(found(SCANNER, rs256().text("typ", "Bearer").token())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sub, 7, a number",
    "sub, null, null",
    "sub, '\" \"', empty",
    "aud, '[7]', a list",
    "aud, '{}', an object",
    "exp, '\"soon\"', a text",
    "iat, true, true"
  })
  void scan_wrongType_isNamed(String claim, String json, String expected) {
    assertThat(evidence(rs256().claim(claim, json).token())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "..\\\\keys",
        "C:/keys/a",
        "%2e%2e%2fkey",
        "https://evil.example/key",
        "a' OR '1'='1",
        "a UNION SELECT 'key'",
        "x; rm -rf /",
        "$(id)",
        "`id`",
        "a|id",
        "a\\u0000b"
      })
  void scan_kidOfAnAttacker_isReported(String kid) {
    assertThat(found(SCANNER, rs256().with("kid", '"' + kid + '"').token()))
        .containsExactly("CS-KID-INJECTION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VHv2w2UtsEisMXFS2M20-wl8vRiHA-cSzl7SICsMFg4",
        "--_-a--b--",
        "bilbo.baggins@hobbiton.example",
        "2026-01-01T12:00:00Z",
        "a/b+c==",
        "did:example:123#key-1",
        "urn:ietf:params:oauth:jwk-thumbprint:sha-256:abc",
        "key (old), region eu/1"
      })
  void scan_honestKid_isNotReported(String kid) {
    assertThat(found(SCANNER, rs256().with("kid", '"' + kid + '"').token())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "homePhone, 030 1234, CS-PII-PHONE",
    "https://a.example/claims/email, anna@shop, CS-PII-LOGIN",
    "x, 5500 0000 0000 0004, CS-PII-CARD",
    "x, 378282246310005, CS-PII-CARD",
    "x, 078-05-1120, CS-PII-NATIONAL-ID",
    "x, GB82WEST12345698765432, CS-PII-NATIONAL-ID",
    "national_id, 7, CS-PII-NATIONAL-ID",
    "date-of-birth, 1990-01-01, ''",
    "name, Anna, CS-PII-PROFILE",
    "birthdate, 1990-01-01, CS-PII-PROFILE",
    "client_secret, x, CS-SECRET-PASSWORD",
    "api_key, x, CS-SECRET-PASSWORD",
    "secretary, Anna, ''",
    "x, -----BEGIN RSA PRIVATE KEY-----, CS-SECRET-KEY",
    "x, ghp_0123456789abcdefghijklmnopqrstuvwxyz, CS-SECRET-KEY",
    "x, csr_AaIKfRPHdR2BDHVIB5gOKwAAAAAgePIjAaIKfRPHdR2BDHVI, CS-SECRET-TOKEN",
    "x, 0190a5b0-0000-7000-8000-000000000001, ''",
    "x, 2026-01-01T12:00:00Z, ''"
  })
  void scan_value_isReportedForWhatItIs(String claim, String value, String rule) {
    List<String> expected = rule.isEmpty() ? List.of() : List.of(rule);
    assertThat(found(SCANNER, rs256().text(claim, value).token())).isEqualTo(expected);
  }

  @Test
  void scan_privateJwkInAClaim_isReported() {
    String token = rs256().claim("cnf", "{\"jwk\":{\"kty\":\"EC\",\"d\":\"AAAA\"}}").token();
    assertThat(found(SCANNER, token)).containsExactly("CS-SECRET-KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "....", "a.b.c", "e30", "e30.e30", "e30.e30.e30"})
  void scan_anything_neverThrows(String token) {
    assertThat(SCANNER.scan(token).findings()).isNotEmpty();
  }

  /** Each would cost seconds or all memory if a search or a path went over all of it. */
  static Stream<String> laborious() {
    TestTokens any = rs256();
    String many = "1,".repeat(10_000) + "1";
    String lengthy = "\"" + "aB".repeat(7_000) + "\"";
    return Stream.of(
        rs256().with("kid", "\"" + "or ".repeat(15_000) + "\"").token(),
        rs256().text("x", "-eyJ01234567".repeat(3_000)).token(),
        any.token(any.header(), "{" + lengthy + ":[" + many + "]}"),
        any.token(any.header(), "{" + lengthy + ":{" + "\"a\":1,".repeat(4_000) + "\"a\":1}}"),
        any.token(any.header(), "{" + "\"a\":1,".repeat(6_000) + "\"b\":1}"),
        any.token(any.header(), "{\"a\":" + "[".repeat(20_000)),
        signedBy("HS512").text("x", "x".repeat(40_000)).token());
  }

  @ParameterizedTest
  @MethodSource("laborious")
  void scan_laboriousToken_takesLittleTimeAndReportsLittle(String token) {
    ScanReport report = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SCANNER.scan(token));
    assertThat(report.kind()).isEqualTo(TokenKind.SIGNED);
    assertThat(report.findings()).hasSizeBetween(1, 60);
  }

  @Test
  void scanKeySet_withoutOne_reportsNothing() {
    assertThat(SCANNER.scanKeySet().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "{}", "{\"keys\":7}"})
  void scanKeySet_noKeySet_isReported(String jwks) {
    assertThat(TokenScanner.builder(TestTokens.CLOCK).jwks(jwks).build().scanKeySet().findings())
        .extracting(finding -> finding.rule().id())
        .containsExactly("CS-JWKS-NONE");
  }

  @Test
  void scanKeySet_tooLarge_isReported() {
    String jwks = "{\"keys\":[" + " ".repeat(256 * 1024) + "]}";
    assertThat(TokenScanner.builder(TestTokens.CLOCK).jwks(jwks).build().scanKeySet().findings())
        .extracting(Finding::evidence)
        .containsExactly("too large");
  }

  @Test
  void words_moreThanAMillion_areRefused() {
    assertThatThrownBy(
            () ->
                TokenScanner.builder(TestTokens.CLOCK)
                    .words(Collections.nCopies(1_000_001, "a"))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
