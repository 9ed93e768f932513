package io.countersign.auth.scan.token;

import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** One part of a token, decoded as leniently as any verifier might do, and what is odd about it. */
public final class Segment {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** How the text departs from canonical base64url (RFC 7515 §2, RFC 4648 §3.5 and §5). */
  public enum Flaw {
    /** It ends on {@code =}. */
    PADDING,
    /** It has a character of another alphabet, or a length that base64 never has. */
    FOREIGN,
    /** Unused bits are not zero: the same octets have another spelling. */
    UNUSED_BITS
  }

  private final String text;
  private final byte[] octets;
  private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);

  private Segment(String text) {
    this.text = text;
    this.octets = decode(text);
  }

  /** Decodes a part; characters outside of base64url are passed over. */
  public static Segment of(String text) {
    return new Segment(text);
  }

  private byte[] decode(String encoded) {
    if (encoded.indexOf('=') < 0) {
      try {
        byte[] decoded = Base64.getUrlDecoder().decode(encoded);
        noteUnusedBits(encoded);
        return decoded;
      } catch (IllegalArgumentException e) {
        // a stranger is in it, which is looked for below
      }
    }
    return Base64.getUrlDecoder().decode(canonical(encoded));
  }

  private String canonical(String encoded) {
    StringBuilder canonical = new StringBuilder(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      char character = encoded.charAt(at);
      if (ALPHABET.indexOf(character) >= 0) {
        canonical.append(character);
      } else if (character == '=' && encoded.length() - at <= 2) {
        flaws.add(Flaw.PADDING);
      } else {
        flaws.add(Flaw.FOREIGN);
        if (character == '+' || character == '/') {
          canonical.append(character == '+' ? '-' : '_');
        }
      }
    }
    if (canonical.length() % 4 == 1) {
      flaws.add(Flaw.FOREIGN);
      canonical.setLength(canonical.length() - 1);
    }
    noteUnusedBits(canonical);
    return canonical.toString();
  }

  private void noteUnusedBits(CharSequence encoded) {
    int unused =
        switch (encoded.length() % 4) {
          case 2 -> 0b1111;
          case 3 -> 0b11;
          default -> 0;
        };
    if (unused != 0 && (ALPHABET.indexOf(encoded.charAt(encoded.length() - 1)) & unused) != 0) {
      flaws.add(Flaw.UNUSED_BITS);
    }
  }

  String text() {
    return text;
  }

  /** What it encodes, as far as that can be read. */
  public byte[] octets() {
    return octets;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether its encoding has this flaw. */
  public boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "Segment[]";
  }
}
