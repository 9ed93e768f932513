package io.countersign.auth.cli;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes text from elsewhere safe to print: a terminal obeys control characters. */
final class PrintableText {

  private static final int LONGEST_LINE = 500;

  private PrintableText() {}

  /** One line of at most 500 characters, with a question mark for each unprintable one. */
  static String line(@Nullable Object text) {
    String line = replaced(String.valueOf(text), character -> "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
  }

  /** The same JSON, with its unprintable characters escaped (RFC 8259 §7), except white space. */
  static String json(String json) {
    return replaced(json, PrintableText::escaped);
  }

  private static String escaped(int character) {
    if (character == '\r') {
      return "";
    }
    if (character == '\n' || character == '\t') {
      return Character.toString(character);
    }
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      escaped.append(String.format("\\u%04x", (int) unit));
    }
    return escaped.toString();
  }

  private static String replaced(String text, IntFunction<String> replacement) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isPrintable(character)) {
                printable.appendCodePoint(character);
              } else {
                printable.append(replacement.apply(character));
              }
            });
    return printable.toString();
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT, // turns the direction of writing, among others
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
