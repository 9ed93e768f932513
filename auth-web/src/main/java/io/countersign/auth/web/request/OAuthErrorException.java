package io.countersign.auth.web.request;

/**
 * Refuses a request to an OAuth 2 endpoint because it is malformed: {@code invalid_request} (RFC
 * 6749 §5.2).
 */
public final class OAuthErrorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses a request.
   *
   * @param description what is wrong with it, in ASCII without quotation marks and backslashes
   */
  OAuthErrorException(String description) {
    super(description, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
