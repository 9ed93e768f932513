package io.countersign.auth.core;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Normalises user names, so that two names that look alike are one user. It follows RFC 8265 §3.3
 * with two differences. It replaces compatibility forms, and does not refuse them. It allows a
 * space between two words.
 */
final class Usernames {

  /** In characters. */
  static final int LONGEST = 255;

  private Usernames() {}

  /**
   * Without compatibility forms (NFKC), in lower case, without invisible characters at the ends.
   */
  static String normalise(String username) {
    String folded = Normalizer.normalize(fold(username), Normalizer.Form.NFKC);
    int begin = 0;
    int end = folded.length();
    while (begin < end && isBlank(folded.codePointAt(begin))) {
      begin += Character.charCount(folded.codePointAt(begin));
    }
    while (end > begin && isBlank(folded.codePointBefore(end))) {
      end -= Character.charCount(folded.codePointBefore(end));
    }
    return folded.substring(begin, end);
  }

  /** As earlier versions kept names, blanks and all: NFKC, then lower case. */
  static String fold(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Whether a user can be given this normalised name. */
  static boolean mayBeGiven(String normalised) {
    return mayHaveBeenGiven(normalised)
        && normalised.codePoints().noneMatch(c -> c != ' ' && (isBlank(c) || isUnknown(c)));
  }

  /** Whether this version or an earlier one may have given a user this name. */
  static boolean mayHaveBeenGiven(String folded) {
    return !folded.isBlank()
        && folded.length() <= LONGEST
        && folded.chars().noneMatch(Character::isISOControl);
  }

  /**
   * Whether a character shows nothing, or a space. Control characters are not among them; they are
   * refused elsewhere.
   */
  private static boolean isBlank(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT ->
          true;
      default -> isIgnorable(c);
    };
  }

  /** Whether nobody can say yet what a code point looks like (RFC 8264 §8). */
  private static boolean isUnknown(int c) {
    int type = Character.getType(c);
    return type == Character.UNASSIGNED || type == Character.SURROGATE;
  }

  /** Whether a character of another category is not shown by default (UAX 44), or is blank. */
  private static boolean isIgnorable(int c) {
    return c == 0x034F // combining grapheme joiner
        || c == 0x115F // Hangul fillers; the other two are this by NFKC
        || c == 0x1160
        || c == 0x17B4 // Khmer vowels inherent
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
        || c == 0x2800 // the Braille pattern without a dot
        || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }
}
