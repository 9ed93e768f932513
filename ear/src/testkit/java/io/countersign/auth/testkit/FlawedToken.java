package io.countersign.auth.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.JoseSignatures;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Makes wrong tokens of a right one. */
final class FlawedToken {

  /** More than the largest clock skew. */
  private static final Duration FAR = Duration.ofMinutes(10);

  private final Map<String, Object> header;
  private final Map<String, Object> claims;
  private final String signature;
  private final SigningKey key;
  private final VerificationKey publicKey;

  /**
   * Takes a right token apart.
   *
   * @param token the right token
   * @param key what signed it
   * @param publicKey what verifies it
   */
  FlawedToken(String token, SigningKey key, VerificationKey publicKey) {
    String[] parts = token.split("\\.", -1);
    this.header = object(parts[0]);
    this.claims = object(parts[1]);
    this.signature = parts[2];
    this.key = key;
    this.publicKey = publicKey;
  }

  String with(Flaw flaw) {
    Instant now = Instant.now();
    return switch (flaw) {
      case EXPIRED -> signed(times(now.minus(FAR.plus(FAR)), now.minus(FAR)));
      case NO_EXPIRATION -> signed(without(ClaimNames.EXPIRATION_TIME));
      case NOT_VALID_YET -> signed(and(ClaimNames.NOT_BEFORE, now.plus(FAR).getEpochSecond()));
      case OTHER_ISSUER -> signed(and(ClaimNames.ISSUER, "https://login.another.example/auth"));
      case OTHER_AUDIENCE -> signed(and(ClaimNames.AUDIENCE, "another-application"));
      case CHANGED_CLAIMS -> compact(header, and(ClaimNames.GROUPS, List.of("root")), signature);
      case CHANGED_SIGNATURE -> compact(header, claims, changed(signature));
      case OTHER_KEY -> signed(header, claims, otherKey());
      case UNKNOWN_KEY -> signed(header("kid", otherKey().kid()), claims, otherKey());
      case UNSIGNED -> compact(header("alg", "none"), claims, "");
      case PUBLIC_KEY_AS_SECRET -> withHmac(header("alg", "HS256"));
      case KEY_IN_HEADER -> signed(header("jwk", jwk()), claims, otherKey());
    };
  }

  private Map<String, Object> times(Instant issuedAt, Instant expiresAt) {
    Map<String, Object> changed = and(ClaimNames.ISSUED_AT, issuedAt.getEpochSecond());
    changed.put(ClaimNames.EXPIRATION_TIME, expiresAt.getEpochSecond());
    return changed;
  }

  private Map<String, Object> without(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changed.remove(name);
    return changed;
  }

  private Map<String, Object> and(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  private Map<String, Object> header(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(header);
    changed.put(name, value);
    return changed;
  }

  /** Another character at the start, where none of its bits is unused. */
  private static String changed(String signature) {
    return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
  }

  private SigningKey otherKey() {
    return TestKeys.stranger(key.algorithm()).signingKey();
  }

  private Map<String, Object> jwk() {
    VerificationKey other = TestKeys.stranger(key.algorithm()).verificationKeys().get(0);
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(other.publicKey())
          .toParams(PublicJsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    } catch (JoseException e) {
      throw new IllegalStateException("the public key cannot be written", e);
    }
  }

  private String signed(Map<String, Object> changedClaims) {
    return signed(header, changedClaims, key);
  }

  private static String signed(
      Map<String, Object> header, Map<String, Object> claims, SigningKey key) {
    byte[] input = input(header, claims).getBytes(US_ASCII);
    return compact(header, claims, base64(JoseSignatures.ofThisJava().sign(input, key)));
  }

  /** The secret is the public key as PEM has it, which verifiers most often read it from. */
  private String withHmac(Map<String, Object> changedHeader) {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(publicKey.publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pem.getBytes(US_ASCII), "HmacSHA256"));
      byte[] code = mac.doFinal(input(changedHeader, claims).getBytes(US_ASCII));
      return compact(changedHeader, claims, base64(code));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String compact(
      Map<String, Object> header, Map<String, Object> claims, String signature) {
    return input(header, claims) + "." + signature;
  }

  private static String input(Map<String, Object> header, Map<String, Object> claims) {
    return base64(JsonUtil.toJson(header).getBytes(UTF_8))
        + "."
        + base64(JsonUtil.toJson(claims).getBytes(UTF_8));
  }

  private static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static Map<String, Object> object(String part) {
    try {
      return JsonUtil.parseJson(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    } catch (JoseException e) {
      throw new IllegalStateException("the issuer writes JSON", e);
    }
  }
}
