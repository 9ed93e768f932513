package io.countersign.auth.scan.live.attack;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A test key of the service's, which its owner gave.
 *
 * @param key the private key
 * @param kid its name, empty when it came without one
 */
public record SigningKey(PrivateKey key, String kid) {

  /**
   * Reads a key.
   *
   * @param text PKCS#8 as PEM (RFC 7468 §10), or a JWK (RFC 7517 §4)
   * @throws IllegalArgumentException when it is neither, or not private
   */
  public static SigningKey of(String text) {
    return text.stripLeading().startsWith("{") ? ofJwk(text) : new SigningKey(ofPem(text), "");
  }

  private static SigningKey ofJwk(String json) {
    try {
      if (JsonWebKey.Factory.newJwk(json) instanceof PublicJsonWebKey jwk) {
        return Optional.ofNullable(jwk.getPrivateKey())
            .map(key -> new SigningKey(key, Optional.ofNullable(jwk.getKeyId()).orElse("")))
            .orElseThrow(() -> new IllegalArgumentException("the signing key is not private"));
      }
      throw new IllegalArgumentException("the signing key is neither RSA nor EC");
    } catch (JoseException e) {
      throw new IllegalArgumentException("the signing key is no JWK", e);
    }
  }

  private static PrivateKey ofPem(String pem) {
    for (String type : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(type)
            .generatePrivate(new PKCS8EncodedKeySpec(Pem.octets(pem)));
      } catch (InvalidKeySpecException e) {
        // of the other type, then
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has RSA and EC", e);
      }
    }
    throw new IllegalArgumentException("the signing key is neither PKCS#8 as PEM nor a JWK");
  }

  /** A header with the algorithm and the name that go with the key. */
  Forgery regular(Forgery forgery, String genuineAlg) {
    boolean rsa = key.getAlgorithm().equals("RSA");
    boolean fits = genuineAlg.matches(rsa ? "[RP]S\\d+" : "ES\\d+");
    Forgery header = fits ? forgery : forgery.with("alg", rsa ? "RS256" : "ES256");
    return kid.isEmpty() ? header : header.with("kid", kid);
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "SigningKey[redacted]";
  }
}
