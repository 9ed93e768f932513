package io.countersign.auth.server;

/** A server could not start; the message is one that a user can act on. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure that is explained by its message. */
  public StartFailure(String message) {
    super(message);
  }

  /** Creates a failure with the cause for those who need more than the message. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
