package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.jwk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For every rule on key sets, one that only this rule reports, and one near it. */
public final class KeySetExamples {

  private KeySetExamples() {}

  /**
   * A pair of key sets.
   *
   * @param bad what the rule reports
   * @param good what no rule reports
   */
  public record Example(String bad, String good) {}

  static String set(String... jwks) {
    return Stream.of(jwks).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  public static Map<String, Example> all() {
    Map<String, Example> examples = new LinkedHashMap<>();
    String rsa = jwk("rsa", "RS256");
    String ec = jwk("ec", "ES256");
    String good = set(rsa, ec);
    examples.put("CS-JWKS-NONE", new Example("{\"keys\":[]}", good));
    examples.put(
        "CS-JWKS-JSON", new Example(good.replaceFirst("\"use\"", "\"use\":\"enc\",\"use\""), good));
    examples.put(
        "CS-JWKS-PRIVATE",
        new Example(set(ec.replaceFirst("\"use\"", "\"d\":\"AAAA\",\"use\"")), set(ec)));
    examples.put(
        "CS-JWKS-SYMMETRIC",
        new Example(
            set("{\"kty\":\"oct\",\"kid\":\"a\",\"alg\":\"HS256\",\"use\":\"sig\",\"k\":\"AAAA\"}"),
            good));
    examples.put(
        "CS-JWKS-KID-MISSING", new Example(set(rsa.replace("\"kid\":\"rsa\",", "")), set(rsa)));
    examples.put(
        "CS-JWKS-KID-DUPLICATE", new Example(set(rsa, ec.replace("\"ec\"", "\"rsa\"")), good));
    examples.put("CS-JWKS-ALG-MISSING", new Example(set(without(rsa, "alg", "RS256")), set(rsa)));
    examples.put(
        "CS-JWKS-USE-MISSING",
        new Example(
            set(without(rsa, "use", "sig")),
            set(rsa.replace("\"use\":\"sig\"", "\"key_ops\":[\"verify\"]"))));
    examples.put(
        "CS-JWKS-RSA-SHORT",
        new Example(set(jwk("short", "RS256", TestTokens.rsa(1024))), set(rsa)));
    examples.put(
        "CS-JWKS-RSA-EXPONENT", new Example(set(rsa.replace("\"AQAB\"", "\"Aw\"")), set(rsa)));
    examples.put(
        "CS-JWKS-KEY-INVALID",
        new Example(set(ec.replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"AAAA\"")), set(ec)));
    examples.put("CS-JWKS-ALG-MISMATCH", new Example(set(rsa.replace("RS256", "HS256")), set(rsa)));
    return examples;
  }

  private static String without(String jwk, String name, String value) {
    return jwk.replace("\"" + name + "\":\"" + value + "\",", "");
  }
}
