package io.countersign.auth.web;

/** Refuses a request whose body, parameter or header is malformed. */
final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

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
  InvalidRequestException(String field, String problem) {
    this(400, "\"" + field + "\" " + problem + ".");
  }

  /** Refuses a body as a whole. */
  static InvalidRequestException body(String problem) {
    return new InvalidRequestException(400, "The body " + problem + ".");
  }

  /** Refuses a header that is malformed whatever its name. */
  static InvalidRequestException header(String problem) {
    return new InvalidRequestException(400, "A header " + problem + ".");
  }

  /** Refuses a body that is too large (RFC 9110 §15.5.14). */
  static InvalidRequestException tooLarge(int limit) {
    return new InvalidRequestException(413, "The body is larger than " + limit + " octets.");
  }

  /** Refuses a body of another type than JSON (RFC 9110 §15.5.16). */
  static InvalidRequestException notJson() {
    return new InvalidRequestException(415, "The body must be application/json.");
  }

  /** The HTTP status: 400 unless a more exact one exists. */
  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
