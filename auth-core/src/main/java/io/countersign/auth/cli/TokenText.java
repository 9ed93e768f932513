package io.countersign.auth.cli;

import java.util.regex.Pattern;

/** Recognises a token where none belongs. */
final class TokenText {

  private static final Pattern TOKEN =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{5,}[A-Za-z0-9_.=+/-]*" // base64url of {"
              + "|csr_[A-Za-z0-9_-]{20,}"
              + "|[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_.-]{16,}");

  private TokenText() {}

  /** Whether there is a token in the text. */
  static boolean isIn(String text) {
    return TOKEN.matcher(text).find();
  }

  /** The text without any token. */
  static String redacted(String text) {
    return TOKEN.matcher(text).replaceAll("[token]");
  }
}
