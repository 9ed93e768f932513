package io.countersign.auth.cli;

import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A signing key in the formats that others read: PEM (RFC 7468) and JWK (RFC 7517). */
final class KeyText {

  private final KeyPair pair;
  private final PublicJsonWebKey jwk;

  KeyText(KeyPair pair, SigningAlgorithm algorithm) {
    this.pair = pair;
    try {
      jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
    } catch (JoseException e) {
      throw new IllegalStateException("a key for " + algorithm + " cannot be written", e);
    }
    jwk.setPrivateKey(pair.getPrivate());
    jwk.setKeyId(SigningKeys.thumbprint(pair.getPublic()));
    jwk.setAlgorithm(algorithm.name());
    jwk.setUse("sig");
  }

  /** The key's name: its RFC 7638 thumbprint. */
  String kid() {
    return jwk.getKeyId();
  }

  /** PKCS#8, not encrypted (RFC 7468 §10). */
  SecretBytes privatePem() {
    return SecretBytes.of(utf8(pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
  }

  /** SubjectPublicKeyInfo (RFC 7468 §13). */
  byte[] publicPem() {
    return utf8(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  SecretBytes privateJwk() {
    return SecretBytes.of(utf8(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "\n"));
  }

  byte[] publicJwk() {
    return utf8(jwk.toJson(OutputControlLevel.PUBLIC_ONLY) + "\n");
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
