package io.countersign.auth.core;

import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.VerificationKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Writes the key ring's public keys as a JWK Set (RFC 7517 §5). */
public final class JsonWebKeySet {

  private JsonWebKeySet() {}

  /**
   * The JSON document: public members only, every key with {@code kid}, {@code alg}, {@code use}.
   */
  public static String of(KeyRing keyRing) {
    List<Map<String, Object>> keys =
        keyRing.verificationKeys().stream().map(JsonWebKeySet::jwk).toList();
    return JsonUtil.toJson(Map.of("keys", keys));
  }

  private static Map<String, Object> jwk(VerificationKey key) {
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key.publicKey());
      jwk.setKeyId(key.kid());
      jwk.setAlgorithm(key.algorithm().name());
      jwk.setUse("sig");
      return new LinkedHashMap<>(jwk.toParams(OutputControlLevel.PUBLIC_ONLY));
    } catch (JoseException e) {
      throw new IllegalStateException("the key " + key.kid() + " cannot be written", e);
    }
  }
}
