package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The key set that the service publishes.
 *
 * @param json as it is
 * @param keys its RSA and EC keys
 */
public record PublicKeys(String json, List<PublicJsonWebKey> keys) {

  /** Of a service that publishes none. */
  public static final PublicKeys NONE = new PublicKeys("", List.of());

  /** Copies the list. */
  public PublicKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a key set (RFC 7517 §5).
   *
   * @throws IllegalArgumentException when it is no key set, or has no RSA or EC key
   */
  public static PublicKeys of(String json) {
    try {
      List<PublicJsonWebKey> keys =
          new JsonWebKeySet(json)
              .getJsonWebKeys().stream()
                  .filter(PublicJsonWebKey.class::isInstance)
                  .map(PublicJsonWebKey.class::cast)
                  .toList();
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("the key set has no RSA or EC key");
      }
      return new PublicKeys(json, keys);
    } catch (JoseException e) {
      throw new IllegalArgumentException("the key set is none", e);
    }
  }

  /** The key that a token names, or else the first. */
  Optional<PublicJsonWebKey> of(GenuineToken token) {
    return keys.stream()
        .filter(key -> token.kid().equals(key.getKeyId()))
        .findFirst()
        .or(() -> keys.stream().findFirst());
  }

  /** The first key on a curve. */
  Optional<PublicJsonWebKey> ec() {
    return keys.stream().filter(key -> key.getKeyType().equals("EC")).findFirst();
  }

  /** What people configure as a key, octet by octet: each could be taken for an HMAC's secret. */
  Map<String, byte[]> spellings(PublicJsonWebKey key) {
    byte[] spki = key.getPublicKey().getEncoded();
    String pem = Pem.of("PUBLIC KEY", spki);
    Map<String, byte[]> spellings = new LinkedHashMap<>();
    spellings.put("PEM", utf8(pem));
    spellings.put("PEM without its last line feed", utf8(pem.strip()));
    spellings.put("PEM with CRLF", utf8(pem.replace("\n", "\r\n")));
    spellings.put("PEM in one line", utf8(pem.replace("\n", "")));
    spellings.put("DER", spki);
    spellings.put("DER in base64", utf8(Base64.getEncoder().encodeToString(spki)));
    if (key.getPublicKey() instanceof RSAPublicKey rsa) {
      spellings.putAll(spellings(rsa));
    }
    spellings.put("JWK", utf8(key.toJson(OutputControlLevel.PUBLIC_ONLY)));
    spellings.put("JWKS", utf8(json.strip()));
    return spellings;
  }

  private static Map<String, byte[]> spellings(RSAPublicKey key) {
    byte[] pkcs1 =
        Der.sequence(Der.integer(key.getModulus()), Der.integer(key.getPublicExponent()));
    String pem = Pem.of("RSA PUBLIC KEY", pkcs1);
    byte[] modulus = unsigned(key.getModulus());
    Map<String, byte[]> spellings = new LinkedHashMap<>();
    spellings.put("PKCS#1 PEM", utf8(pem));
    spellings.put("PKCS#1 PEM without its last line feed", utf8(pem.strip()));
    spellings.put("PKCS#1 DER", pkcs1);
    spellings.put("modulus", modulus);
    spellings.put("modulus in base64url", utf8(Forgery.base64(modulus)));
    return spellings;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
