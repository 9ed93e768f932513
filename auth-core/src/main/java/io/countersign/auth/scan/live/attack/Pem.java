package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/**
 * Textual encodings (RFC 7468). The command line's {@code KeyText} writes PEM too: neither package
 * may know the other.
 */
public final class Pem {

  private static final int LINE = 64;

  private Pem() {}

  /** With a line feed at the end of every line, the last as well. */
  public static String of(String label, byte[] der) {
    String lines = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /** The DER in it. */
  static byte[] octets(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
