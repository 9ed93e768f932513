package io.countersign.auth.core;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.core.StrictJson.NotStrictJsonException;
import java.util.Base64;
import java.util.Map;

/**
 * A string of the form of a JWS compact serialization (RFC 7515 §3.1). Nothing in it is to be
 * believed.
 *
 * @param header what the header claims
 * @param claims what the payload claims
 */
record UnverifiedToken(Map<String, Object> header, Map<String, Object> claims) {

  private static final int LONGEST = 8 * 1024;

  /**
   * Takes a string apart: at most 8 KiB, exactly three parts of canonical base64url, strict JSON
   * objects in the first two.
   *
   * @throws MalformedTokenException when it is anything else
   */
  static UnverifiedToken parse(String compact) {
    if (compact.length() > LONGEST) {
      throw new MalformedTokenException("it is longer than 8 KiB");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first <= 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new MalformedTokenException("it does not have the three parts of a signed token");
    }
    byte[] header = decode(compact.substring(0, first));
    byte[] payload = decode(compact.substring(first + 1, second));
    if (decode(compact.substring(second + 1)).length == 0) {
      throw new MalformedTokenException("it has no signature");
    }
    try {
      return new UnverifiedToken(StrictJson.object(header), StrictJson.object(payload));
    } catch (NotStrictJsonException e) {
      throw new MalformedTokenException("its header or payload is not a strict JSON object");
    }
  }

  /** Accepts the one canonical spelling of these octets: unpadded, unused bits zero. */
  private static byte[] decode(String part) {
    try {
      byte[] octets = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(part)) {
        return octets;
      }
    } catch (IllegalArgumentException e) {
      // falls through: not base64url at all
    }
    throw new MalformedTokenException("a part of it is not canonical base64url");
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "UnverifiedToken[]";
  }
}
