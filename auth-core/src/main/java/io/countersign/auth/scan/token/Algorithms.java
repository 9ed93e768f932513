package io.countersign.auth.scan.token;

import java.util.Map;
import java.util.Set;

/** The registered algorithms (IANA, JSON Web Signature and Encryption Algorithms). */
public final class Algorithms {

  /** Algorithms by a shared secret (RFC 7518 §3.2). */
  public static final Set<String> HMAC = Set.of("HS256", "HS384", "HS512");

  /** RSA signatures (RFC 7518 §3.3 and §3.5). */
  public static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  /** ECDSA by curve, with the octets of a signature (RFC 7518 §3.4, RFC 8812 §3.2). */
  static final Map<String, Integer> ECDSA =
      Map.of("ES256", 64, "ES384", 96, "ES512", 132, "ES256K", 64);

  static final Set<String> OTHER_SIGNATURES =
      Set.of("EdDSA", "Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

  /** Registered or once in use, but broken or cut short. */
  public static final Set<String> WEAK =
      Set.of("RS1", "HS1", "ES1", "PS1", "HS256/64", "RSMD5", "HSMD5");

  /** Key management of JWE (RFC 7518 §4). */
  public static final Set<String> KEY_MANAGEMENT =
      Set.of(
          "RSA1_5",
          "RSA-OAEP",
          "RSA-OAEP-256",
          "RSA-OAEP-384",
          "RSA-OAEP-512",
          "A128KW",
          "A192KW",
          "A256KW",
          "dir",
          "ECDH-ES",
          "ECDH-ES+A128KW",
          "ECDH-ES+A192KW",
          "ECDH-ES+A256KW",
          "A128GCMKW",
          "A192GCMKW",
          "A256GCMKW",
          "PBES2-HS256+A128KW",
          "PBES2-HS384+A192KW",
          "PBES2-HS512+A256KW");

  /** Content encryption of JWE (RFC 7518 §5). */
  public static final Set<String> CONTENT_ENCRYPTION =
      Set.of("A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM");

  private Algorithms() {}

  /** Whether this is the name of a signature's or MAC's algorithm. */
  public static boolean isSignature(String alg) {
    return HMAC.contains(alg)
        || RSA.contains(alg)
        || ECDSA.containsKey(alg)
        || OTHER_SIGNATURES.contains(alg);
  }

  /** The type of the key (RFC 7518 §6.1) that an algorithm takes, empty when it is not known. */
  public static String keyType(String alg) {
    if (HMAC.contains(alg)) {
      return "oct";
    }
    if (RSA.contains(alg)) {
      return "RSA";
    }
    if (ECDSA.containsKey(alg)) {
      return "EC";
    }
    return alg.startsWith("Ed") ? "OKP" : alg.startsWith("ML-DSA") ? "AKP" : "";
  }
}
