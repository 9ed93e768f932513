package io.countersign.auth.scan.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes values of a token fit to be shown: printable, short, without secrets and personal data. */
public final class Evidence {

  /** The most characters of a finding's evidence. */
  static final int LONGEST = 240;

  private static final int LONGEST_VALUE = 60;
  private static final int SHOWN_WHEN_MASKED = 2;

  /** Control and format characters, among them what turns the direction of writing. */
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\u2028\\u2029]");

  private Evidence() {}

  /** The text cut to a length, with a question mark for each unprintable character. */
  static String printable(String text, int longest) {
    String start = text.length() <= longest ? text : text.substring(0, longest) + "…";
    return NOT_PRINTABLE.matcher(start).replaceAll("?");
  }

  /** An untrusted value in quotes, where it is neither secret nor personal. */
  public static String quoted(@Nullable Object value) {
    return value instanceof String text
        ? "\"" + printable(text, LONGEST_VALUE) + "\""
        : printable(String.valueOf(value), LONGEST_VALUE);
  }

  /** What stands in place of the text or number that a member should be. */
  public static String absence(@Nullable Object value) {
    if (value == null) {
      return "missing";
    }
    if (value instanceof String text) {
      return text.isBlank() ? "empty" : "a text";
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "an empty list" : "a list";
    }
    return value instanceof Number ? "a number" : printable(value.toString(), LONGEST_VALUE);
  }

  /** A personal value: its first two characters and its length. */
  public static String masked(String value) {
    String start = value.substring(0, Math.min(SHOWN_WHEN_MASKED, value.length() / 2));
    return printable(start, SHOWN_WHEN_MASKED) + "*** (" + value.length() + " characters)";
  }

  /** A secret value: only its length. */
  public static String redacted(String value) {
    return "[redacted, " + value.length() + " characters]";
  }
}
