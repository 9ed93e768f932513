package io.countersign.auth.scan.token;

import static io.countersign.auth.scan.TestTokens.SECONDS;
import static io.countersign.auth.scan.TestTokens.base64;
import static io.countersign.auth.scan.TestTokens.es256;
import static io.countersign.auth.scan.TestTokens.jwk;
import static io.countersign.auth.scan.TestTokens.rs256;
import static io.countersign.auth.scan.TestTokens.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.ScanReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A token of another type than an access token is recognised, and judged by its type. */
public class TokenTypeTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static List<String> found(ScanReport report) {
    return report.findings().stream().map(it -> it.rule().id()).distinct().toList();
  }

  private static List<String> found(String token) {
    return found(SCANNER.scan(token));
  }

  private static String token(String header, String claims) {
    return (header.contains("ES256") ? es256() : rs256()).token(header, claims);
  }

  /** RFC 9449 §4.2. */
  private static String proof(String header, String claims) {
    return token(
        "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk("ec", "ES256") + header + "}",
        claims);
  }

  private static final String PROOF_CLAIMS =
      "{\"jti\":\"e1j3V_bKic8-LAEB\",\"htm\":\"POST\",\"htu\":\"https://server.example/token\","
          + "\"iat\":"
          + SECONDS
          + "}";

  private static final String EVENT =
      "{\"iss\":\"https://idp.example\",\"jti\":\"756E69717565\",\"iat\":"
          + SECONDS
          + ",\"aud\":\"https://sp.example\",\"sub_id\":{\"format\":\"email\","
          + "\"email\":\"anna@shop.example\"},\"events\":{\"https://schemas.openid.net/secevent/"
          + "risc/event-type/account-disabled\":{\"reason\":\"hijacking\"}}}";

  private static final String LOGOUT =
      "{\"iss\":\"https://idp.example\",\"sub\":\"248289761001\",\"aud\":\"shop\",\"iat\":"
          + SECONDS
          + ",\"jti\":\"bWJq\",\"sid\":\"08a5019c\",\"events\":"
          + "{\"http://schemas.openid.net/event/backchannel-logout\":{}}}";

  static Stream<Arguments> tokens() {
    String ec = "\"alg\":\"ES256\",\"kid\":\"ec\"";
    return Stream.of(
        Arguments.of("access", token("{\"typ\":\"at+jwt\"," + ec + "}", es256().claims())),
        Arguments.of("dpop-proof", proof("", PROOF_CLAIMS)),
        Arguments.of("security-event", token("{\"typ\":\"secevent+jwt\"," + ec + "}", EVENT)),
        Arguments.of("logout", token("{\"typ\":\"logout+jwt\"," + ec + "}", LOGOUT)),
        Arguments.of("logout", token("{\"typ\":\"JWT\"," + ec + "}", LOGOUT)),
        Arguments.of(
            "client-assertion",
            token(
                "{\"typ\":\"JWT\"," + ec + "}",
                "{\"iss\":\"shop\",\"sub\":\"shop\",\"aud\":\"https://idp.example/token\","
                    + "\"jti\":\"j1\",\"exp\":"
                    + (SECONDS + 60)
                    + "}")),
        Arguments.of("sd-jwt", SdJwts.credential("anna")),
        Arguments.of(
            "credential",
            token(
                "{\"typ\":\"vc+jwt\",\"alg\":\"ES256\",\"kid\":\"https://u.example/issuers/1#k\"}",
                "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":"
                    + "[\"VerifiableCredential\"],\"issuer\":\"https://u.example/issuers/1\","
                    + "\"credentialSubject\":{\"id\":\"did:example:1\",\"name\":\"Anna\","
                    + "\"email\":\"anna@shop.example\"}}")),
        Arguments.of(
            "key-proof",
            token(
                "{\"typ\":\"openid4vci-proof+jwt\",\"alg\":\"ES256\",\"jwk\":"
                    + jwk("ec", "ES256")
                    + "}",
                "{\"aud\":\"https://issuer.example\",\"iat\":" + SECONDS + ",\"nonce\":\"n\"}")),
        Arguments.of(
            "svid",
            token(
                "{\"typ\":\"JWT\"," + ec + "}",
                "{\"sub\":\"spiffe://shop.example/orders\",\"aud\":[\"stock\"],\"jti\":\"j\","
                    + "\"iat\":"
                    + SECONDS
                    + ",\"exp\":"
                    + (SECONDS + 300)
                    + "}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokens")
  void scan_tokenOfAKind_isSeenAndHasNoFindings(String type, String token) {
    ScanReport report = SCANNER.scan(token);
    assertThat(found(report)).isEmpty();
    assertThat(report.type().map(TokenType::label)).hasValue(type);
    assertThat(report.toString()).contains(report.type().orElseThrow().description());
  }

  @Test
  void scan_idToken_isSeenByItsClaims() {
    ScanReport report =
        SCANNER.scan(
            rs256()
                .text("nonce", "n-1")
                .text("email", "anna@shop.example")
                .text("given_name", "Anna")
                .unclaim("jti")
                .token());
    assertThat(report.type()).hasValue(TokenType.ID);
    assertThat(found(report)).containsExactly("CS-TYP-ID-TOKEN");
  }

  @Test
  void scan_claimThatSaysAccess_winsOverANonce() {
    ScanReport report = SCANNER.scan(rs256().text("typ", "Bearer").text("nonce", "n-1").token());
    assertThat(report.type()).hasValue(TokenType.ACCESS);
    assertThat(found(report)).isEmpty();
  }

  @Test
  void scan_nothingThatSaysTheKind_isTakenForAnAccessToken() {
    ScanReport report = SCANNER.scan(rs256().token());
    assertThat(report.type()).hasValue(TokenType.ACCESS);
    assertThat(report.toString()).contains("signed token (JWS), taken for an access token");
  }

  @Test
  void scan_notASignedToken_hasNoType() {
    assertThat(SCANNER.scan("nothing").type()).isEmpty();
  }

  @Test
  void scan_accessTokenWithTheHeaderOfAProof_isReported() {
    String header = "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"jwk\":" + jwk("ec", "ES256") + "}";
    assertThat(found(token(header, PROOF_CLAIMS))).contains("CS-HDR-JWK", "CS-CLAIM-EXP");
  }

  @Test
  void scan_theCallersType_isTakenInsteadOfWhatIsSeen() {
    TokenScanner access = TokenScanner.builder(TestTokens.CLOCK).type(TokenType.ACCESS).build();
    assertThat(found(access.scan(proof("", PROOF_CLAIMS)))).contains("CS-HDR-JWK", "CS-CLAIM-EXP");
    TokenScanner assertion =
        TokenScanner.builder(TestTokens.CLOCK).type(TokenType.CLIENT_ASSERTION).build();
    assertThat(found(assertion.scan(rs256().text("sub", "anna@shop.example").token()))).isEmpty();
  }

  @Test
  void scan_proofWithoutWhatItNeeds_isReported() {
    assertThat(found(proof("", "{\"jti\":\"j\",\"htm\":\"GET\",\"iat\":" + SECONDS + "}")))
        .containsExactly("CS-DPOP-CLAIMS");
    assertThat(
            found(token("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"kid\":\"ec\"}", PROOF_CLAIMS)))
        .containsExactly("CS-DPOP-CLAIMS");
  }

  @Test
  void scan_privateKeyInTheHeader_isReportedInAnyKind() {
    String key = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"c2VjcmV0\"}";
    ScanReport report =
        SCANNER.scan(
            token("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key + "}", PROOF_CLAIMS));
    assertThat(found(report)).containsExactly("CS-HDR-JWK-PRIVATE");
    assertThat(report.toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void scan_eventWithoutEvents_isReported() {
    String header = "{\"typ\":\"secevent+jwt\",\"alg\":\"ES256\",\"kid\":\"ec\"}";
    assertThat(found(token(header, EVENT.replace("\"events\"", "\"event\""))))
        .containsExactly("CS-SET-EVENTS");
    assertThat(found(token(header.replace("secevent", "logout"), EVENT)))
        .containsExactly("CS-LOGOUT-CLAIMS");
    assertThat(
            found(
                token(
                    header.replace("secevent", "logout"), LOGOUT.replace("\"sid\"", "\"nonce\""))))
        .containsExactly("CS-LOGOUT-CLAIMS");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.vault.azure.net/keys/login/0123456789abcdef0123456789abcdef, ''",
    "https://shop.vault.azure.net/keys/login, ''",
    "https://shop.vault.usgovcloudapi.net/keys/login/0123456789abcdef0123456789abcdef, ''",
    "https://shop.managedhsm.azure.net/keys/login/0123456789abcdef0123456789abcdef, ''",
    "https://shop.vault.azure.net.evil.example/keys/login, CS-KID-INJECTION",
    "https://shop.vault.azure.net/keys/../login, CS-KID-INJECTION",
    "http://shop.vault.azure.net/keys/login, CS-KID-INJECTION",
    "https://evil.example/keys/login, CS-KID-INJECTION"
  })
  void scan_kidOfAzuresKeyVault_isNoAddressToFetch(String kid, String rule) {
    assertThat(found(rs256().with("kid", '"' + kid + '"').token()))
        .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
  }

  /** Made of an issuer's token, disclosures, and the holder's key binding where there is one. */
  public static final class SdJwts {

    private static final String HEADER =
        "{\"typ\":\"dc+sd-jwt\",\"alg\":\"ES256\",\"x5c\":[\"MIIB\"]}";

    private SdJwts() {}

    public static String disclosure(String name, String value) {
      return base64(utf8("[\"_26bc4LT-ac6q2KI6cBW5es\",\"" + name + "\",\"" + value + "\"]"));
    }

    public static String digest(String disclosure) {
      try {
        return base64(MessageDigest.getInstance("SHA-256").digest(utf8(disclosure)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    static String issued(String... digests) {
      return token(
          HEADER,
          "{\"iss\":\"https://issuer.example\",\"vct\":\"urn:eudi:pid:1\",\"_sd_alg\":\"sha-256\","
              + "\"_sd\":[\""
              + String.join("\",\"", digests)
              + "\"],\"cnf\":{\"jwk\":"
              + jwk("ec", "ES256")
              + "}}");
    }

    public static String credential(String name) {
      String given = disclosure("given_name", name);
      return issued(digest(given), digest("decoy")) + "~" + given + "~";
    }
  }

  @Test
  void scan_sdJwt_isExaminedWithItsDisclosuresAndItsKeyBinding() {
    String binding =
        token(
            "{\"typ\":\"kb+jwt\",\"alg\":\"ES256\"}",
            "{\"aud\":\"https://v.example\",\"iat\":"
                + SECONDS
                + ",\"nonce\":\"n\",\"sd_hash\":\"AA\"}");
    assertThat(found(SdJwts.credential("anna") + binding)).isEmpty();
    assertThat(found(SdJwts.credential("anna") + token("{\"alg\":\"none\"}", "{}")))
        .contains("CS-ALG-NONE");
  }

  @Test
  void scan_sdJwtThatDisclosesWhatNobodySigned_isReported() {
    String forged = SdJwts.disclosure("given_name", "eve");
    assertThat(found(SdJwts.credential("anna") + forged + "~"))
        .containsExactly("CS-SDJWT-DISCLOSURE");
  }

  /** Each disclosure costs something, and a stranger chooses how many there are. */
  @Test
  void scan_moreDisclosuresThanACredentialHas_areNotExamined() {
    String token = SdJwts.issued() + "~";
    assertThat(found(token + (SdJwts.disclosure("a", "b") + "~").repeat(500)))
        .contains("CS-SDJWT-DISCLOSURE");
    assertThat(found(token + (SdJwts.disclosure("a", "b") + "~").repeat(501)))
        .contains("CS-ENC-FOREIGN")
        .doesNotContain("CS-SDJWT-DISCLOSURE");
  }

  @Test
  void scan_sdJwtWithAFlawOfAToken_isReported() {
    String flawed = SdJwts.credential("anna").replaceFirst("\\.", ".\n");
    assertThat(found(flawed)).contains("CS-ENC-FOREIGN");
  }

  /** What only looks like one is a token with a foreign character, as before. */
  @Test
  void scan_accessTokenWithATilde_isReported() {
    assertThat(found(rs256().token() + "~")).containsExactly("CS-ENC-FOREIGN");
    assertThat(found(rs256().token() + "~a.b~c")).isNotEmpty();
  }
}
