package io.countersign.auth.web.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the reason that an administrator gives: one line, which the user is shown. */
public final class Reasons {

  /** The name of the query parameter, and of the member of a body. */
  public static final String REASON = "reason";

  private Reasons() {}

  /**
   * The reason in the query.
   *
   * @throws InvalidRequestException when it has not 1 to 200 characters, or more than one line
   */
  public static Optional<String> of(@Nullable String parameter) {
    return Optional.ofNullable(parameter)
        .map(text -> oneLine(RequestFields.line(REASON, text, Limits.REASON)));
  }

  /**
   * The reason in a body.
   *
   * @throws InvalidRequestException when it has not 1 to 200 characters, or more than one line
   */
  public static Optional<String> of(RequestFields fields) {
    return fields.optionalLine(REASON, Limits.REASON).map(Reasons::oneLine);
  }

  /** Unicode has separators of lines that are no control characters. */
  private static String oneLine(String text) {
    if (text.chars().anyMatch(Reasons::separatesLines)) {
      throw new InvalidRequestException(REASON, "must be one line");
    }
    return text;
  }

  private static boolean separatesLines(int character) {
    int type = Character.getType(character);
    return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
  }
}
