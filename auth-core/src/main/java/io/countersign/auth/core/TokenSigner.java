package io.countersign.auth.core;

import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.verify.JoseSignatures;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;

/** Writes claims as a signed token: a JWS in its compact form (RFC 7515 §7.1). */
final class TokenSigner {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final JoseSignatures signatures;
  private final String type;

  /**
   * A signer.
   *
   * @param signatures whose cryptography signs
   * @param type the {@code typ} of every token
   */
  TokenSigner(JoseSignatures signatures, String type) {
    this.signatures = signatures;
    this.type = type;
  }

  /** The token of these claims, signed by this key. */
  String sign(Map<String, Object> claims, SigningKey key) {
    String signingInput = signingInput(claims, key);
    byte[] signature = signatures.sign(signingInput.getBytes(StandardCharsets.US_ASCII), key);
    return signingInput + "." + BASE64URL.encodeToString(signature);
  }

  /** How many characters the token of these claims has, without signing it. */
  int length(Map<String, Object> claims, SigningKey key) {
    int signature = BASE64URL.encode(new byte[signatureOctets(key)]).length;
    return signingInput(claims, key).length() + 1 + signature;
  }

  /** RSA's are as long as the modulus (RFC 8017 §8.2), those of P-256 have 64 (RFC 7518 §3.4). */
  private static int signatureOctets(SigningKey key) {
    return key.privateKey() instanceof RSAKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : 64;
  }

  private String signingInput(Map<String, Object> claims, SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", key.algorithm().name());
    header.put("kid", key.kid());
    header.put("typ", type);
    return part(header) + "." + part(claims);
  }

  private static String part(Map<String, Object> json) {
    return BASE64URL.encodeToString(JsonUtil.toJson(json).getBytes(StandardCharsets.UTF_8));
  }
}
