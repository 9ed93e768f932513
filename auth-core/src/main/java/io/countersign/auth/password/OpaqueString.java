package io.countersign.auth.password;

import java.text.Normalizer;

/**
 * Prepares passwords, so that the same one typed on another system is the same (RFC 8265 §4.2, NIST
 * SP 800-63B-4 §3.1.1.2).
 */
final class OpaqueString {

  private OpaqueString() {}

  /**
   * Any space outside of ASCII becomes a space, then all is composed (NFC). Nothing else is
   * changed, neither case nor what stands at the ends, and nothing is refused.
   */
  static String prepare(String password) {
    StringBuilder spaced = new StringBuilder(password.length());
    password
        .codePoints()
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(spaced::appendCodePoint);
    return Normalizer.normalize(spaced, Normalizer.Form.NFC);
  }
}
