package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.JWKS;
import static io.countersign.auth.scan.TestTokens.SECONDS;
import static io.countersign.auth.scan.TestTokens.base64;
import static io.countersign.auth.scan.TestTokens.es256;
import static io.countersign.auth.scan.TestTokens.jwk;
import static io.countersign.auth.scan.TestTokens.rs256;
import static io.countersign.auth.scan.TestTokens.signedBy;
import static io.countersign.auth.scan.TestTokens.utf8;

import io.countersign.auth.scan.token.TokenTypeTest;
import io.countersign.auth.scan.token.TypeDetection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * For every rule on tokens, one that only this rule reports, and one near it that no rule reports.
 */
public final class TokenExamples {

  private final Map<String, Example> examples = new LinkedHashMap<>();

  /**
   * A pair of tokens.
   *
   * @param jwks the key set, empty for none
   * @param bad what the rule reports
   * @param good what no rule reports
   */
  public record Example(String jwks, String bad, String good) {}

  private TokenExamples() {
    forms();
    encodings();
    algorithms();
    signatures();
    headers();
    types();
    claims();
    expectations();
    otherTypes();
    times();
    personalData();
    secrets();
    encryption();
  }

  public static Map<String, Example> all() {
    return new TokenExamples().examples;
  }

  private void add(String rule, String bad, String good) {
    examples.put(rule, new Example("", bad, good));
  }

  private void addWithKeys(String rule, String bad, String good) {
    examples.put(rule, new Example(JWKS, bad, good));
  }

  private void forms() {
    String genuine = rs256().token();
    add("CS-FORM-TOO-LARGE", "a".repeat(64 * 1024 + 1), genuine);
    add("CS-FORM-NO-TOKEN", genuine + ".e30", genuine);
    add("CS-SIZE-COOKIE", ofLength(4097), ofLength(4096));
    add("CS-SIZE-HEADER", ofLength(8193), genuine);
  }

  /** Its payload is as long as it takes; base64 leaves out one length in four. */
  private static String ofLength(int length) {
    for (int filler = length / 2; ; filler++) {
      String token = rs256().text("x", "x".repeat(filler)).token(new byte[256]);
      if (token.length() >= length) {
        return length == 4096
            ? rs256().text("x", "x".repeat(filler - 1)).token(new byte[256])
            : token;
      }
    }
  }

  private void encodings() {
    String genuine = rs256().token();
    add("CS-ENC-PADDING", genuine + "==", genuine);
    add("CS-ENC-FOREIGN", genuine.replaceFirst("\\.", ".\n"), genuine);
    char last = genuine.charAt(genuine.length() - 1); // of 256 octets two bits are in it
    String twin = genuine.substring(0, genuine.length() - 1) + (char) (last + 1);
    add("CS-ENC-UNUSED-BITS", twin, genuine);
    TestTokens any = rs256();
    add(
        "CS-JSON-DUPLICATE",
        any.token(any.header(), any.claims().replace("{", "{\"sub\":\"root\",")),
        genuine);
    add(
        "CS-JSON-NOT-STRICT",
        any.token(any.header(), any.claims().replace("}", ",}")),
        any.token(any.header(), " " + any.claims() + "\n"));
    add(
        "CS-JSON-NOT-UTF8",
        any.token(
            utf8(any.header()),
            any.claims().replace("anna", "\u00e4nna").getBytes(StandardCharsets.ISO_8859_1)),
        any.token(any.header(), any.claims().replace("anna", "\u00e4nna")));
    add("CS-JSON-NO-CLAIMS", any.token(any.header(), "plain text"), genuine);
  }

  private void algorithms() {
    String genuine = rs256().token();
    add("CS-ALG-NONE", signedBy("nOnE").token(new byte[0]), genuine);
    add("CS-ALG-MISSING", rs256().with("alg", "256").token(), genuine);
    add("CS-ALG-UNKNOWN", rs256().with("alg", "\"rs256\"").token(), genuine);
    add("CS-ALG-WEAK", rs256().with("alg", "\"RS1\"").token(), genuine);
    add("CS-ALG-HMAC", signedBy("HS256").token(), genuine);
    add("CS-HMAC-GUESSABLE", signedBy("HS512").secret("your-512-bit-secret").token(), genuine);
    add("CS-ALG-RSA-SHORT", rs256().token(new byte[128]), rs256().token(new byte[256]));
  }

  private void signatures() {
    String genuine = es256().token();
    byte[] halfZero = new byte[64];
    Arrays.fill(halfZero, 0, 32, (byte) 7);
    byte[] der = new byte[70];
    der[0] = 0x30;
    der[1] = 68;
    der[2] = 2;
    Arrays.fill(der, 3, 70, (byte) 7);
    add("CS-SIG-EMPTY", es256().token(new byte[0]), genuine);
    add("CS-SIG-NULL", es256().token(halfZero), genuine);
    add("CS-SIG-DER", es256().token(der), genuine);
    add("CS-SIG-LENGTH", es256().token(Arrays.copyOf(der, 63)), genuine);
    String changed = rs256().token();
    addWithKeys(
        "CS-SIG-INVALID",
        changed.substring(0, changed.lastIndexOf('.') + 1) + base64(new byte[256]),
        changed);
    addWithKeys("CS-KID-UNKNOWN", rs256().with("kid", "\"other\"").token(), changed);
    addWithKeys("CS-ALG-KEY-MISMATCH", rs256().with("kid", "\"ec\"").token(), genuine);
  }

  private void headers() {
    String genuine = rs256().token();
    add("CS-KID-MISSING", rs256().without("kid").token(), genuine);
    add("CS-KID-TYPE", rs256().with("kid", "7").token(), rs256().with("kid", "\"7\"").token());
    add(
        "CS-KID-INJECTION",
        rs256().with("kid", "\"../../dev/null\"").token(),
        rs256().with("kid", "\"a--b_c/d+e=:.@2026-01-01\"").token());
    Map<String, String> members =
        Map.of(
            "jku", "\"https://evil.example/keys\"",
            "x5u", "\"https://evil.example/certificate\"",
            "jwk", jwk("rsa", "RS256"),
            "x5c", "[\"MIIB\"]",
            "crit", "[\"exp\"]",
            "b64", "true",
            "zip", "\"DEF\"",
            "cty", "\"text/plain\"");
    members.forEach(
        (name, json) ->
            add(
                "CS-HDR-" + name.toUpperCase(Locale.ROOT),
                rs256().with(name, json).token(),
                rs256().with("x5t", "\"AAAA\"").claim(name, "\"as a claim\"").token()));
  }

  private void expectations() {
    String genuine = rs256().token();
    add(
        "CS-CLAIM-CLIENT",
        rs256().unclaim("sub").text("client_id", "shop").token(),
        rs256().text("client_id", "shop").token());
    add("CS-ISS-OTHER", rs256().text("iss", "https://evil.example").token(), genuine);
    add("CS-AUD-OTHER", rs256().text("aud", "stock").token(), genuine);
  }

  private void otherTypes() {
    String key = jwk("ec", "ES256");
    TestTokens proof = TestTokens.of("dpop+jwt").without("kid").with("jwk", key);
    proof.claim("iat", "" + SECONDS).text("jti", "j").text("htm", "GET");
    add("CS-DPOP-CLAIMS", proof.token(), proof.text("htu", "https://shop.example/").token());
    add(
        "CS-HDR-JWK-PRIVATE",
        proof.with("jwk", key.replace("}", ",\"d\":\"AA\"}")).token(),
        proof.with("jwk", key).token());
    TestTokens event = TestTokens.of("secevent+jwt").text("iss", "https://auth.example");
    event.claim("iat", "" + SECONDS).text("jti", "j").claim("events", "{}");
    add("CS-SET-EVENTS", event.token(), event.claim("events", "{\"urn:e\":{}}").token());
    TestTokens logout = event.with("typ", "\"logout+jwt\"").text("aud", "shop").text("sub", "u");
    add(
        "CS-LOGOUT-CLAIMS",
        logout.token(),
        logout.claim("events", "{\"" + TypeDetection.LOGOUT_EVENT + "\":{}}").token());
    String given = TokenTypeTest.SdJwts.credential("anna");
    add(
        "CS-SDJWT-DISCLOSURE",
        given + TokenTypeTest.SdJwts.disclosure("given_name", "eve") + "~",
        given);
  }

  private void types() {
    String genuine = rs256().token();
    add("CS-TYP-MISSING", rs256().without("typ").token(), genuine);
    add(
        "CS-TYP-ODD",
        rs256().with("typ", "\"JOSE+JSON\"").token(),
        rs256().with("typ", "\"application/at+jwt\"").token());
    add(
        "CS-TYP-CONFUSION",
        rs256().with("typ", "\"at+jwt\"").text("nonce", "n-1").token(),
        rs256().with("typ", "\"at+jwt\"").text("token_use", "access").token());
    add("CS-TYP-ID-TOKEN", rs256().text("nonce", "n-1").token(), genuine);
  }

  private void claims() {
    String genuine = rs256().token();
    for (String claim : List.of("iss", "sub", "exp", "iat", "jti")) {
      add("CS-CLAIM-" + claim.toUpperCase(Locale.ROOT), rs256().unclaim(claim).token(), genuine);
    }
    add("CS-CLAIM-AUD", rs256().claim("aud", "[]").token(), rs256().text("aud", "shop").token());
    add(
        "CS-CLAIM-NBF",
        rs256().text("nbf", "now").token(),
        rs256().claim("nbf", SECONDS + ".5").token());
  }

  private void times() {
    add(
        "CS-TIME-LIFETIME",
        rs256().claim("exp", "" + (SECONDS + 86401)).token(),
        rs256().claim("exp", "" + (SECONDS + 3600)).token());
    add(
        "CS-TIME-LONG",
        rs256().claim("exp", "" + (SECONDS + 3601)).token(),
        rs256().claim("exp", "" + (SECONDS + 3600)).token());
    add(
        "CS-TIME-FUTURE",
        rs256().claim("iat", "" + (SECONDS + 31)).token(),
        rs256().claim("iat", "" + (SECONDS + 30)).token());
    add(
        "CS-TIME-ORDER",
        rs256().claim("exp", "" + SECONDS).token(),
        rs256().claim("exp", "" + (SECONDS + 1)).token());
  }

  private void personalData() {
    add(
        "CS-PII-EMAIL",
        rs256().text("contact", "anna@shop.example").token(),
        rs256().claim("email_verified", "true").text("upn", "anna@shop").token());
    add(
        "CS-PII-LOGIN",
        rs256().text("upn", "anna@shop.example").token(),
        rs256().text("upn", "anna@shop").token());
    add(
        "CS-PII-PHONE",
        rs256().text("x", "+49 30 1234567").token(),
        rs256().text("x", "+49").claim("phone_number_verified", "true").token());
    add(
        "CS-PII-CARD",
        rs256().text("x", "4111 1111 1111 1111").token(),
        rs256().text("x", "4111 1111 1111 1112").claim("y", "1111111111111117").token());
    add(
        "CS-PII-NATIONAL-ID",
        rs256().text("x", "DE89 3704 0044 0532 0130 00").token(),
        rs256().text("x", "DE89 3704 0044 0532 0130 01").text("y", "000-12-3456").token());
    add(
        "CS-PII-PROFILE",
        rs256().text("given_name", "Anna").token(),
        rs256().text("tenant_name", "Shop").token());
  }

  private void secrets() {
    add(
        "CS-SECRET-PASSWORD",
        rs256().text("userPassword", "violet kettle").token(),
        rs256().text("password_changed_at", "2026-01-01").claim("pwd", "true").token());
    add(
        "CS-SECRET-KEY",
        rs256().text("x", "AKIAIOSFODNN7EXAMPLE").token(),
        rs256().claim("cnf", "{\"jwk\":" + jwk("ec", "ES256") + "}").token());
    add(
        "CS-SECRET-TOKEN",
        rs256().text("x", rs256().unclaim("jti").token().substring(0, 200) + ".x").token(),
        rs256().text("x", "eyJhbGciOiJSUzI1NiJ9").token());
  }

  private void encryption() {
    TestTokens good = signedBy("RSA-OAEP-256").with("enc", "\"A256GCM\"");
    String genuine = good.encrypted();
    add("CS-JWE-RSA1-5", signedBy("RSA1_5").with("enc", "\"A256GCM\"").encrypted(), genuine);
    add("CS-JWE-DIR", signedBy("dir").with("enc", "\"A256GCM\"").encrypted(), genuine);
    TestTokens password =
        signedBy("PBES2-HS256+A128KW").with("enc", "\"A256GCM\"").with("p2c", "300000");
    String strong = password.encrypted();
    add("CS-JWE-P2C-LOW", password.with("p2c", "209999").encrypted(), strong);
    add("CS-JWE-P2C-HIGH", password.with("p2c", "10000001").encrypted(), strong);
    add("CS-JWE-ENC", signedBy("RSA-OAEP-256").encrypted(), genuine);
  }
}
