package io.countersign.auth.scan.live.attack;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A key pair of the scan's own, which no service has a reason to trust. */
public final class AttackerKey {

  /** Its id in the attacker's key set. */
  public static final String KID = "countersign-live-scan";

  private static final Map<String, String> CURVES =
      Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1");

  private final String alg;
  private final KeyPair pair;
  private final SelfSignedCertificate certificate;

  /** One for the algorithm of a genuine token, or for RS256 where that is not asymmetric. */
  public AttackerKey(String genuineAlg, SecureRandom random, Instant now) {
    boolean ecdsa = CURVES.containsKey(genuineAlg);
    alg = ecdsa || genuineAlg.matches("[RP]S(256|384|512)") ? genuineAlg : "RS256";
    pair =
        ecdsa
            ? pair("EC", new ECGenParameterSpec(CURVES.getOrDefault(alg, "secp256r1")), random)
            : pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), random);
    certificate = new SelfSignedCertificate(pair, now);
  }

  private static KeyPair pair(String type, AlgorithmParameterSpec kind, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(kind, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA and the NIST curves", e);
    }
  }

  String alg() {
    return alg;
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** A certificate that it signed for itself. */
  public SelfSignedCertificate certificate() {
    return certificate;
  }

  /** The public key under a name. */
  Map<String, Object> jwk(String kid) {
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      jwk.setKeyId(kid);
      jwk.setAlgorithm(alg);
      jwk.setUse("sig");
      return new LinkedHashMap<>(jwk.toParams(OutputControlLevel.PUBLIC_ONLY));
    } catch (JoseException e) {
      throw new IllegalStateException("a key of Java's own is a JWK", e);
    }
  }

  /** A key set that has the public key under each of these names. */
  public String jwks(List<String> kids) {
    return JsonUtil.toJson(Map.of("keys", kids.stream().map(this::jwk).toList()));
  }
}
