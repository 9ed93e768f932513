package io.countersign.auth.web.request;

/** Refuses a request that rides on a cookie and is not known to come from the same origin. */
public final class OtherOriginException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses a request.
   *
   * @param problem a sentence that names the header, never its value
   */
  public OtherOriginException(String problem) {
    super(problem, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
