package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/** Writes the little DER (X.690) that the JDK cannot. */
public final class Der {

  private static final int LONG_FORM = 0x80;

  private Der() {}

  /** A SEQUENCE of these members. */
  public static byte[] sequence(byte[]... members) {
    return tagged(0x30, members);
  }

  static byte[] set(byte[]... members) {
    return tagged(0x31, members);
  }

  /** An INTEGER. */
  public static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  /** A bit string of whole octets. */
  static byte[] bits(byte[] octets) {
    return tagged(0x03, new byte[1], octets);
  }

  static byte[] utf8(String text) {
    return tagged(0x0c, text.getBytes(US_ASCII));
  }

  /** A time as {@code yyMMddHHmmssZ}. */
  static byte[] utcTime(String text) {
    return tagged(0x17, text.getBytes(US_ASCII));
  }

  /** An object identifier, its content in hexadecimal digits. */
  static byte[] oid(String hex) {
    return tagged(0x06, HexFormat.of().parseHex(hex));
  }

  static byte[] nothing() {
    return tagged(0x05);
  }

  private static byte[] tagged(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    whole.writeBytes(length(content.size()));
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] length(int length) {
    if (length < LONG_FORM) {
      return new byte[] {(byte) length};
    }
    if (length < 0x100) {
      return new byte[] {(byte) 0x81, (byte) length};
    }
    return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
  }
}
