package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** A token of the service's, taken apart to be changed. */
public final class GenuineToken {

  private final String text;
  private final String[] parts;
  private final Map<String, Object> header;
  private final Map<String, Object> claims;

  private GenuineToken(String text) throws JoseException {
    this.text = text;
    parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not three parts");
    }
    header = members(parts[0]);
    claims = members(parts[1]);
  }

  /**
   * Takes a token apart.
   *
   * @param name what it is called in the exception
   * @param text a JWS in compact serialization (RFC 7515 §7.1)
   * @throws IllegalArgumentException when it is no token with claims
   */
  public static GenuineToken of(String name, String text) {
    try {
      GenuineToken token = new GenuineToken(text);
      token.signature();
      return token;
    } catch (JoseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is no signed JWT", e);
    }
  }

  /** When a token of any form expires; empty when it does not tell. */
  static Optional<Instant> expiry(String text) {
    try {
      return of("it", text).expiry();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> members(String part) throws JoseException {
    String json = new String(Base64.getUrlDecoder().decode(part), UTF_8);
    return Collections.unmodifiableMap(new LinkedHashMap<>(JsonUtil.parseJson(json)));
  }

  /** The compact token. */
  public String text() {
    return text;
  }

  String headerPart() {
    return parts[0];
  }

  String payloadPart() {
    return parts[1];
  }

  String signaturePart() {
    return parts[2];
  }

  byte[] signature() {
    return Base64.getUrlDecoder().decode(parts[2]);
  }

  Map<String, Object> header() {
    return header;
  }

  Map<String, Object> claims() {
    return claims;
  }

  /** The header's algorithm, empty when there is none. */
  public String alg() {
    return header.get("alg") instanceof String alg ? alg : "";
  }

  /** The header's key name, empty when there is none. */
  public String kid() {
    return header.get("kid") instanceof String kid ? kid : "";
  }

  boolean isEcdsa() {
    return alg().startsWith("ES");
  }

  private Optional<Instant> expiry() {
    return claims.get("exp") instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "GenuineToken[]";
  }
}
