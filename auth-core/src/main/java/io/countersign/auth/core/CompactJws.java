package io.countersign.auth.core;

import io.countersign.auth.MalformedTokenException;
import java.util.Base64;

/**
 * The three parts of a JWS compact serialization (RFC 7515 §3.1) in their one canonical spelling:
 * base64url without padding, without a foreign character, unused bits zero.
 */
final class CompactJws {

  private static final int LONGEST = 8 * 1024;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final String encodedHeader;
  private final String encodedPayload;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactJws(String header, String payload, String signature) {
    this.encodedHeader = header;
    this.encodedPayload = payload;
    this.header = decode(header);
    this.payload = decode(payload);
    this.signature = decode(signature);
  }

  /**
   * Takes a string apart.
   *
   * @throws MalformedTokenException when it is longer than 8 KiB, does not have exactly three
   *     parts, or one of them is empty or not canonical
   */
  static CompactJws parse(String compact) {
    if (compact.length() > LONGEST) {
      throw new MalformedTokenException("it is longer than 8 KiB");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new MalformedTokenException("it does not have the three parts of a signed token");
    }
    return new CompactJws(
        compact.substring(0, first),
        compact.substring(first + 1, second),
        compact.substring(second + 1));
  }

  private static byte[] decode(String part) {
    if (part.isEmpty()) {
      throw new MalformedTokenException("a part of it is empty");
    }
    if (hasUnusedBits(part)) {
      throw notCanonical();
    }
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw notCanonical();
    }
  }

  /** Also true for padding, whose character has no value; the JDK refuses all other strangers. */
  private static boolean hasUnusedBits(String part) {
    int value = ALPHABET.indexOf(part.charAt(part.length() - 1));
    return switch (part.length() % 4) {
      case 2 -> (value & 0b1111) != 0;
      case 3 -> (value & 0b11) != 0;
      default -> value < 0;
    };
  }

  private static MalformedTokenException notCanonical() {
    return new MalformedTokenException("a part of it is not canonical base64url");
  }

  /** The first part as it came. */
  String encodedHeader() {
    return encodedHeader;
  }

  /** The second part as it came. */
  String encodedPayload() {
    return encodedPayload;
  }

  /** The octets of the first part. */
  byte[] header() {
    return header;
  }

  /** The octets of the second part. */
  byte[] payload() {
    return payload;
  }

  /** The octets of the third part. */
  byte[] signature() {
    return signature;
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "CompactJws[]";
  }
}
