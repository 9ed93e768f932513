package io.countersign.auth.scan.live;

import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Issues tokens as Countersign does, and verifies them with its verifier. */
public enum TestIssuer {
  RS256(SigningAlgorithm.RS256),
  ES256(SigningAlgorithm.ES256);

  static final AccessTokenSettings SETTINGS =
      new AccessTokenSettings(
          "https://auth.example",
          Set.of("shop"),
          Duration.ofMinutes(15),
          "JWT",
          Duration.ofSeconds(30));

  private final SigningAlgorithm algorithm;

  @SuppressWarnings("ImmutableEnumChecker") // a key that nobody changes
  private final PublicJsonWebKey jwk;

  TestIssuer(SigningAlgorithm algorithm) {
    this.algorithm = algorithm;
    try {
      jwk =
          algorithm == SigningAlgorithm.RS256
              ? RsaJwkGenerator.generateJwk(2048)
              : EcJwkGenerator.generateJwk(EllipticCurves.P256);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
    jwk.setKeyId("key-" + algorithm);
    jwk.setAlgorithm(algorithm.name());
    jwk.setUse("sig");
  }

  public String jwks() {
    return "{\"keys\":[" + jwk.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
  }

  String privateJwk() {
    return jwk.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
  }

  PublicKey publicKey() {
    return jwk.getPublicKey();
  }

  PrivateKey privateKey() {
    return jwk.getPrivateKey();
  }

  JoseTokenVerifier verifier(Clock clock) {
    VerificationKey key = new VerificationKey(jwk.getKeyId(), algorithm, jwk.getPublicKey());
    return new JoseTokenVerifier(
        kid -> Optional.of(key).filter(it -> it.kid().equals(kid)), SETTINGS, clock);
  }

  /** A token of this name, issued so many seconds after the clock's start. */
  public String token(String jti, long after) {
    long issued = MovingClock.START.getEpochSecond() + after;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", SETTINGS.issuer());
    claims.put("sub", "u1");
    claims.put("aud", List.of("shop"));
    claims.put("exp", issued + 900);
    claims.put("iat", issued);
    claims.put("jti", jti);
    claims.put("sid", "0190a5b0-0000-7000-8000-000000000001");
    claims.put("upn", "anna");
    claims.put("groups", List.of("user"));
    claims.put("epoch", 0);
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(algorithm.name());
    jws.setKeyIdHeaderValue(jwk.getKeyId());
    jws.setHeader("typ", "JWT");
    jws.setPayload(JsonUtil.toJson(claims));
    jws.setKey(jwk.getPrivateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
