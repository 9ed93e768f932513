package io.countersign.auth.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the RFCs are no access tokens: they show a format, and lack what a service needs.
 * So each has findings, which are listed here; none of them says that its signature is wrong.
 */
class PublishedTokensTest {

  /** The payload of RFC 7515 and RFC 7519: iss, exp and a claim of its own. */
  private static final String JOE =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

  private static final String JOE_LACKS =
      "CS-CLAIM-SUB CS-CLAIM-AUD CS-CLAIM-IAT CS-CLAIM-JTI CS-KID-MISSING";

  private static final String KEYS =
      """
      {"keys":[{"kty":"RSA","kid":"a2","alg":"RS256","use":"sig","e":"AQAB","n":\
      "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0\
      Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS\
      5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH\
      7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"},\
      {"kty":"EC","kid":"a3","alg":"ES256","use":"sig","crv":"P-256",\
      "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""";

  private static final TokenScanner SCANNER =
      TokenScanner.builder(TestTokens.CLOCK).jwks(KEYS).build();

  private static List<String> found(TokenScanner scanner, String token) {
    return scanner.scan(token).findings().stream().map(it -> it.rule().id()).distinct().toList();
  }

  private static String[] rules(String text) {
    return text.isEmpty() ? new String[0] : text.split(" ", -1);
  }

  @Test
  void scan_rfc7519Example_isReportedForHs256AndForWhatItLacks() {
    String token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
            + JOE
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    TokenScanner withoutKeys = TokenScanner.builder(TestTokens.CLOCK).build();
    assertThat(found(withoutKeys, token))
        .containsExactlyInAnyOrder(rules("CS-ALG-HMAC " + JOE_LACKS));
  }

  @Test
  void scan_rfc7515Rs256Example_isReportedForWhatItLacks() {
    String token =
        "eyJhbGciOiJSUzI1NiJ9."
            + JOE
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5"
            + "YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6x"
            + "BArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6B"
            + "fI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"
            + "pGlUPQGe77Rw";
    assertThat(found(SCANNER, token))
        .containsExactlyInAnyOrder(rules("CS-TYP-MISSING " + JOE_LACKS));
  }

  @Test
  void scan_rfc7515Es256Example_isReportedForWhatItLacks() {
    String token =
        "eyJhbGciOiJFUzI1NiJ9."
            + JOE
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-K"
            + "g6NU1Q";
    assertThat(found(SCANNER, token))
        .containsExactlyInAnyOrder(rules("CS-TYP-MISSING " + JOE_LACKS));
  }

  /** RFC 7515 appendix A.5 and RFC 7519 §6.1. */
  @Test
  void scan_rfc7519UnsecuredExample_isReportedForNone() {
    assertThat(found(SCANNER, "eyJhbGciOiJub25lIn0." + JOE + "."))
        .containsExactlyInAnyOrder(rules("CS-ALG-NONE CS-TYP-MISSING " + JOE_LACKS));
  }

  /** RFC 9068 §2.2 prints it decoded; it lives 245 days. */
  @Test
  void scan_rfc9068Example_isReportedForItsLifetime() {
    String token =
        TestTokens.rs256()
            .token(
                "{\"typ\":\"at+JWT\",\"alg\":\"RS256\",\"kid\":\"RjEwOwOA\"}",
                """
                {"iss":"https://authorization-server.example.com/","sub":"5ba552d67",\
                "aud":"https://rs.example.com/","exp":1639528912,"iat":1618354090,\
                "jti":"dbe39bf3a3ba4238a513f51d6e1691c4","client_id":"s6BhdRkqt3",\
                "scope":"openid profile reademail"}""");
    assertThat(found(TokenScanner.builder(TestTokens.CLOCK).build(), token))
        .containsExactly("CS-TIME-LIFETIME");
  }

  /** Their payload is a sentence of Tolkien's, or encrypted. */
  @ParameterizedTest
  @CsvSource({
    "4_1.rsa_v15_signature, CS-JSON-NO-CLAIMS CS-TYP-MISSING",
    "4_2.rsa-pss_signature, CS-JSON-NO-CLAIMS CS-TYP-MISSING",
    "4_3.ecdsa_signature, CS-JSON-NO-CLAIMS CS-TYP-MISSING",
    "4_4.hmac-sha2_integrity_protection, CS-JSON-NO-CLAIMS CS-ALG-HMAC CS-TYP-MISSING",
    "4_5.signature_with_detached_content, CS-JSON-NO-CLAIMS CS-ALG-HMAC CS-TYP-MISSING",
    "5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2, CS-JWE-RSA1-5",
    "5_2.key_encryption_using_rsa-oaep_with_aes-gcm, ''",
    "5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2, CS-JWE-P2C-LOW",
    "5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm, ''",
    "5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2, ''",
    "5_6.direct_encryption_using_aes-gcm, CS-JWE-DIR",
    "5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2, ''",
    "5_8.key_wrap_using_aes-keywrap_with_aes-gcm, ''",
    "5_9.compressed_content, CS-HDR-ZIP"
  })
  void scan_rfc7520Example_isReportedForWhatItIs(String file, String expected) {
    Map<?, ?> example = json("/vectors/rfc7520/" + file + ".json");
    String token = (String) member((Map<?, ?>) member(example, "output"), "compact");
    assertThat(found(scanner(example), token)).containsExactlyInAnyOrder(rules(expected));
  }

  /** With the example's own key, so that its signature is verified. */
  private static TokenScanner scanner(Map<?, ?> example) {
    Object key = ((Map<?, ?>) member(example, "input")).get("key");
    TokenScanner.Builder builder = TokenScanner.builder(TestTokens.CLOCK);
    return key instanceof Map<?, ?> jwk
        ? builder.jwks(JsonUtil.toJson(Map.of("keys", List.of(jwk)))).build()
        : builder.build();
  }

  private static Object member(Map<?, ?> object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static Map<?, ?> json(String resource) {
    try (InputStream in = PublishedTokensTest.class.getResourceAsStream(resource)) {
      return JsonUtil.parseJson(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | JoseException e) {
      throw new IllegalStateException(resource, e);
    }
  }
}
