package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * A token in the making: a genuine one's header and payload, changed; unchangeable itself.
 *
 * @param header the header's members
 * @param payload the payload as it will be encoded
 */
public record Forgery(Map<String, Object> header, String payload) {

  /** Copies the header. */
  public Forgery {
    header = new LinkedHashMap<>(header);
  }

  /** A genuine token to be changed. */
  public static Forgery of(GenuineToken token) {
    return new Forgery(
        token.header(), new String(Base64.getUrlDecoder().decode(token.payloadPart()), UTF_8));
  }

  /** With this in the header, also in place of another value. */
  Forgery with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(header);
    changed.put(name, value);
    return new Forgery(changed, payload);
  }

  /** Without this in the header. */
  Forgery without(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(header);
    changed.remove(name);
    return new Forgery(changed, payload);
  }

  /** With this claim, also in place of another value. */
  Forgery claim(String name, Object value) {
    Map<String, Object> changed = members();
    changed.put(name, value);
    return payload(JsonUtil.toJson(changed));
  }

  /** Without this claim. */
  Forgery withoutClaim(String name) {
    Map<String, Object> changed = members();
    changed.remove(name);
    return payload(JsonUtil.toJson(changed));
  }

  /** With this payload. */
  Forgery payload(String json) {
    return new Forgery(header, json);
  }

  /** The claims. */
  Map<String, Object> members() {
    try {
      return new LinkedHashMap<>(JsonUtil.parseJson(payload));
    } catch (JoseException e) {
      throw new IllegalStateException("a payload of ours is no JSON", e);
    }
  }

  /** The token with these octets in place of a signature. */
  String signature(byte[] octets) {
    return signature(base64(octets));
  }

  /** The token with this text in place of a signature. */
  String signature(String part) {
    return input() + "." + part;
  }

  /** Header and payload without the dot behind them. */
  String input() {
    return base64(JsonUtil.toJson(header).getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
  }

  /** The token with an HMAC by these octets, as the header's algorithm says. */
  String mac(byte[] secret) {
    // HMAC fills a key up with zeros, so one zero is as good as the empty key, which Java refuses.
    return signed(new HmacKey(secret.length == 0 ? new byte[1] : secret));
  }

  /** The token signed by jose4j with a key, as the header's algorithm says. */
  public String signed(Key key) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setProviderContext(new ProviderContext());
      jws.getHeaders().setFullHeaderAsJsonString(JsonUtil.toJson(header));
      jws.setPayload(payload);
      jws.setKey(key);
      jws.setDoKeyValidation(false);
      jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalArgumentException(
          "the key cannot sign with " + header.get("alg") + ": " + e.getMessage(), e);
    }
  }

  static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "Forgery[]";
  }
}
