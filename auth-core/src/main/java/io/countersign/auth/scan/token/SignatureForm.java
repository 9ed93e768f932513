package io.countersign.auth.scan.token;

import java.util.Arrays;

/** What a signature looks like before anybody verifies it. */
public enum SignatureForm {
  /** As its algorithm makes it, or of an algorithm that is not known. */
  USUAL,
  /** There is none, though the algorithm is a real one. */
  EMPTY,
  /** ECDSA with r or s zero. */
  NULL,
  /** ECDSA in ASN.1 DER. */
  DER,
  /** Of another length than its algorithm makes. */
  WRONG_LENGTH;

  /** Octets; only an HMAC is shorter. */
  public static final int SHORTEST = 64;

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /** Looks at a token's signature. */
  public static SignatureForm of(ScannedToken token) {
    if (!token.isSigned() || !Algorithms.isSignature(token.alg())) {
      return USUAL;
    }
    byte[] octets = token.signature().octets();
    if (octets.length == 0) {
      return EMPTY;
    }
    return Algorithms.ECDSA.containsKey(token.alg())
        ? ofEcdsa(octets, Algorithms.ECDSA.get(token.alg()))
        : hasUsualLength(token.alg(), octets.length) ? USUAL : WRONG_LENGTH;
  }

  private static SignatureForm ofEcdsa(byte[] octets, int length) {
    if (isZero(octets, 0, octets.length / 2) || isZero(octets, octets.length / 2, octets.length)) {
      return NULL;
    }
    if (octets.length != length) {
      return isDer(octets) ? DER : WRONG_LENGTH;
    }
    return USUAL;
  }

  private static boolean isZero(byte[] octets, int from, int to) {
    return Arrays.equals(octets, from, to, new byte[to - from], 0, to - from);
  }

  /** A sequence of the length that is there, which begins with an integer. */
  private static boolean isDer(byte[] octets) {
    if (octets.length < 8 || octets[0] != SEQUENCE) {
      return false;
    }
    int lengthOctets = octets[1] == (byte) 0x81 ? 2 : 1;
    return (octets[lengthOctets] & 0xFF) == octets.length - 1 - lengthOctets
        && octets[lengthOctets + 1] == INTEGER;
  }

  private static boolean hasUsualLength(String alg, int length) {
    return switch (alg) {
      case "HS256" -> length == 32;
      case "HS384" -> length == 48;
      case "HS512", "Ed25519" -> length == 64;
      case "EdDSA" -> length == 64 || length == 114;
      case "Ed448" -> length == 114;
      default -> length >= SHORTEST;
    };
  }
}
