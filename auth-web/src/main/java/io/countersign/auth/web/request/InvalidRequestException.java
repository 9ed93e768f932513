package io.countersign.auth.web.request;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Refuses a request whose body, parameter or header is malformed. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A name that the answer may repeat. If it were longer, or had other characters, it could be
   * anything.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,49}");

  private final int status;

  private InvalidRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /**
   * Refuses a field.
   *
   * @param field the name as the client knows it, never the value
   * @param problem what is wrong with it
   */
  public InvalidRequestException(String field, String problem) {
    this(400, "\"" + field + "\" " + problem + ".");
  }

  /**
   * Refuses something with an unknown name. The message repeats the name if it has the form of
   * ours.
   *
   * @param known the names that are known
   * @param what the kind of thing that has the name, such as {@code query parameter}
   */
  public static InvalidRequestException unknown(String name, Set<String> known, String what) {
    String choice =
        known.isEmpty()
            ? "there is none here"
            : "known are " + String.join(", ", new TreeSet<>(known));
    return new InvalidRequestException(
        400,
        NAME.matcher(name).matches()
            ? "\"%s\" is no known %s: %s.".formatted(name, what, choice)
            : "There is an unknown %s: %s.".formatted(what, choice));
  }

  /** Refuses a body as a whole. */
  public static InvalidRequestException body(String problem) {
    return new InvalidRequestException(400, "The body " + problem + ".");
  }

  /** Refuses a malformed header without naming it. */
  public static InvalidRequestException header(String problem) {
    return new InvalidRequestException(400, "A header " + problem + ".");
  }

  /** Refuses a body that is too large (RFC 9110 §15.5.14). */
  public static InvalidRequestException tooLarge(int limit) {
    return new InvalidRequestException(413, "The body is larger than " + limit + " octets.");
  }

  /** Refuses a body of another type than JSON (RFC 9110 §15.5.16). */
  public static InvalidRequestException notJson() {
    return new InvalidRequestException(415, "The body must be application/json.");
  }

  /** The HTTP status: 400 unless a more exact one exists. */
  public int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
