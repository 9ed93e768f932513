package io.countersign.auth.verify;

import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.VerificationKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads one public key of a JWK Set (RFC 7517 §4, RFC 7518 §6), trusting none of it. */
final class PublicJwk {

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{1,1400}");
  private static final int COORDINATE_CHARACTERS = 43; // 32 octets, as RFC 7518 §6.2.1.2 has it
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);
  private static final int LONGEST_EXPONENT = 64;
  private static final int SHORTEST_MODULUS = 2048;
  private static final int LONGEST_MODULUS = 8192;

  private PublicJwk() {}

  /** The key, empty when it is not one that may verify RS256 or ES256. */
  static Optional<VerificationKey> read(Map<?, ?> jwk) {
    if (!(jwk.get("kid") instanceof String kid) || kid.isBlank()) {
      return Optional.empty();
    }
    if (jwk.containsKey("use") && !"sig".equals(jwk.get("use"))) {
      return Optional.empty();
    }
    try {
      if (isOf(jwk, "RSA", SigningAlgorithm.RS256)) {
        PublicKey key = key(Map.of("kty", "RSA", "n", text(jwk, "n"), "e", text(jwk, "e")));
        return isStrong((RSAPublicKey) key)
            ? Optional.of(new VerificationKey(kid, SigningAlgorithm.RS256, key))
            : Optional.empty();
      }
      if (isOf(jwk, "EC", SigningAlgorithm.ES256) && "P-256".equals(jwk.get("crv"))) {
        PublicKey key =
            key(
                Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-256",
                    "x",
                    coordinate(jwk, "x"),
                    "y",
                    coordinate(jwk, "y")));
        return isOnItsCurve((ECPublicKey) key)
            ? Optional.of(new VerificationKey(kid, SigningAlgorithm.ES256, key))
            : Optional.empty();
      }
      return Optional.empty();
    } catch (JoseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(Map<?, ?> jwk, String type, SigningAlgorithm algorithm) {
    return type.equals(jwk.get("kty")) && algorithm.name().equals(jwk.get("alg"));
  }

  private static String text(Map<?, ?> jwk, String name) {
    if (jwk.get(name) instanceof String text && BASE64URL.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException("no base64url");
  }

  private static String coordinate(Map<?, ?> jwk, String name) {
    String text = text(jwk, name);
    if (text.length() != COORDINATE_CHARACTERS) {
      throw new IllegalArgumentException("no coordinate on P-256");
    }
    return text;
  }

  private static PublicKey key(Map<String, Object> members) throws JoseException {
    return PublicJsonWebKey.Factory.newPublicJwk(members).getPublicKey();
  }

  /** An exponent of 1 would make every signature valid. */
  private static boolean isStrong(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    return bits >= SHORTEST_MODULUS
        && bits <= LONGEST_MODULUS
        && key.getModulus().testBit(0)
        && exponent.testBit(0)
        && exponent.compareTo(SMALLEST_EXPONENT) >= 0
        && exponent.bitLength() <= LONGEST_EXPONENT;
  }

  /** Whether y² = x³ + ax + b in the curve's field (SEC 1 §3.2.2.1), which the JCA does not ask. */
  private static boolean isOnItsCurve(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right.mod(p));
  }
}
