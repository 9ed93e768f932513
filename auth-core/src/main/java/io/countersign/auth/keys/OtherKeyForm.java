package io.countersign.auth.keys;

import java.nio.charset.StandardCharsets;

/**
 * What a file holds instead of a private key in the right form.
 *
 * @param words what it is, after "which"
 * @param command what makes the right form of it, with {@code %s} for the file; empty for none
 */
record OtherKeyForm(String words, String command) {

  private static final String TO_PKCS8 = "openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem";

  private static final int DER_SEQUENCE = 0x30;
  private static final int PKCS12_VERSION = 3;

  /** Tells what this is, by its first octets and lines. */
  static OtherKeyForm of(byte[] content) {
    return content.length > 3 && (content[0] & 0xFF) == DER_SEQUENCE
        ? ofDer(content)
        : ofText(new String(content, StandardCharsets.ISO_8859_1));
  }

  private static OtherKeyForm ofText(String text) {
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return new OtherKeyForm("is UTF-16", "iconv -f UTF-16 -t UTF-8 %s > key.pem");
    }
    if (text.startsWith("\u00fe\u00ed\u00fe\u00ed")) {
      return new OtherKeyForm(
          "is a Java keystore (JKS)",
          "keytool -importkeystore -srckeystore %s -destkeystore key.p12 -deststoretype PKCS12 && "
              + "openssl pkcs12 -in key.p12 -nocerts -nodes | openssl pkcs8 -topk8 -nocrypt -out key.pem");
    }
    if (text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
      return new OtherKeyForm("is encrypted", TO_PKCS8);
    }
    if (text.contains("BEGIN RSA PRIVATE KEY")) {
      return new OtherKeyForm("is PKCS#1, not PKCS#8", TO_PKCS8);
    }
    if (text.contains("BEGIN EC PRIVATE KEY")) {
      return new OtherKeyForm("is SEC 1, not PKCS#8", TO_PKCS8);
    }
    if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
      return new OtherKeyForm("is OpenSSH's own form", "ssh-keygen -p -N '' -m PKCS8 -f %s");
    }
    return withoutKey(text);
  }

  private static OtherKeyForm withoutKey(String text) {
    if (text.contains("BEGIN PUBLIC KEY") || text.contains("BEGIN CERTIFICATE")) {
      return new OtherKeyForm("holds the public half only: the private one signs", "");
    }
    if (text.stripLeading().startsWith("{")) {
      return new OtherKeyForm("is JSON, as of a JWK, not PEM", "");
    }
    return new OtherKeyForm("holds no private key", "");
  }

  /** A keystore begins with its version, a private key with 0 or 1. */
  private static OtherKeyForm ofDer(byte[] content) {
    int lengthOctets = (content[1] & 0x80) == 0 ? 0 : content[1] & 0x7F;
    int version = 2 + lengthOctets + 2;
    return version < content.length && content[version] == PKCS12_VERSION
        ? new OtherKeyForm(
            "is a keystore (PKCS#12), not PEM",
            "openssl pkcs12 -in %s -nocerts -nodes | openssl pkcs8 -topk8 -nocrypt -out key.pem")
        : new OtherKeyForm(
            "is DER, not PEM",
            "openssl pkey -inform DER -in %s | openssl pkcs8 -topk8 -nocrypt -out key.pem");
  }
}
