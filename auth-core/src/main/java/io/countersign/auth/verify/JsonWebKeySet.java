package io.countersign.auth.verify;

import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Writes and reads JWK Sets (RFC 7517 §5). */
public final class JsonWebKeySet {

  private static final int LONGEST = 64 * 1024;
  private static final List<String> PRIVATE =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  private JsonWebKeySet() {}

  /**
   * Writes keys, in this order: public members only, each with {@code kid}, {@code alg}, {@code
   * use}.
   */
  public static String of(Collection<VerificationKey> keys) {
    return JsonUtil.toJson(Map.of("keys", keys.stream().map(JsonWebKeySet::jwk).toList()));
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

  /**
   * Reads the keys that verify RS256 or ES256, by {@code kid}.
   *
   * <p>A key of another type, {@code use} or {@code alg}, without a {@code kid}, weaker than 2048
   * bits or not on P-256 is passed over, as RFC 7517 §5 has it.
   *
   * @param document the JSON, at most 64 KiB
   * @return the keys in the document's order, for a verifier: {@code kid ->
   *     Optional.ofNullable(keys.get(kid))}
   * @throws InvalidKeySetException when the document is not such a JWK Set, has a private or secret
   *     member, or has two keys with one {@code kid}
   */
  public static Map<String, VerificationKey> read(byte[] document) throws InvalidKeySetException {
    Map<String, VerificationKey> keys = new LinkedHashMap<>();
    for (Object member : members(document)) {
      if (!(member instanceof Map<?, ?> jwk)) {
        throw new InvalidKeySetException("has a key that is no object");
      }
      if (PRIVATE.stream().anyMatch(jwk::containsKey)) {
        throw new InvalidKeySetException("shows private members: its keys are compromised");
      }
      VerificationKey key = PublicJwk.read(jwk).orElse(null);
      if (key != null && keys.put(key.kid(), key) != null) {
        throw new InvalidKeySetException("names two keys alike");
      }
    }
    return keys;
  }

  private static List<?> members(byte[] document) throws InvalidKeySetException {
    if (document.length > LONGEST) {
      throw new InvalidKeySetException("is longer than 64 KiB");
    }
    try {
      if (StrictJson.object(document).get("keys") instanceof List<?> keys) {
        return keys;
      }
    } catch (NotStrictJsonException e) {
      throw new InvalidKeySetException("is not a strict JSON object");
    }
    throw new InvalidKeySetException("has no \"keys\"");
  }
}
