package io.countersign.auth.verify;

import io.countersign.auth.MalformedTokenException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The three parts of a JWS compact serialization (RFC 7515 §3.1) in their one canonical spelling:
 * base64url without padding, without a foreign character, unused bits zero.
 */
public final class CompactJws {

  /** The most characters of a token. */
  public static final int LONGEST = 8 * 1024;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final byte[] signingInput;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactJws(byte[] octets, int firstDot, int secondDot) {
    header = decode(octets, 0, firstDot);
    payload = decode(octets, firstDot + 1, secondDot);
    signature = decode(octets, secondDot + 1, octets.length);
    signingInput = Arrays.copyOf(octets, secondDot);
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
    if (second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new MalformedTokenException("it does not have the three parts of a signed token");
    }
    // A character beyond Latin-1 becomes a question mark, which is no base64url either.
    byte[] octets = compact.getBytes(StandardCharsets.ISO_8859_1);
    if (octets.length != compact.length()) {
      throw notCanonical(); // a surrogate pair became one
    }
    return new CompactJws(octets, first, second);
  }

  private static byte[] decode(byte[] octets, int from, int to) {
    if (from == to) {
      throw new MalformedTokenException("a part of it is empty");
    }
    if (hasUnusedBits(octets[to - 1], to - from)) {
      throw notCanonical();
    }
    try {
      return Base64.getUrlDecoder().decode(ByteBuffer.wrap(octets, from, to - from)).array();
    } catch (IllegalArgumentException e) {
      throw notCanonical();
    }
  }

  /** Also true for padding, which has no value; the JDK refuses all other foreign characters. */
  private static boolean hasUnusedBits(byte last, int length) {
    int value = ALPHABET.indexOf(last);
    return switch (length % 4) {
      case 2 -> (value & 0b1111) != 0;
      case 3 -> (value & 0b11) != 0;
      default -> value < 0;
    };
  }

  private static MalformedTokenException notCanonical() {
    return new MalformedTokenException("a part of it is not canonical base64url");
  }

  /** What the signature is over: the first two parts as they came, with their dot. */
  byte[] signingInput() {
    return signingInput;
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
