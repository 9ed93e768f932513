package io.countersign.auth.server;

import org.jspecify.annotations.Nullable;

/** A server could not start; the message is one that a user can act on. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String explanation;

  /** Creates a failure that is explained by its message. */
  public StartFailure(String message) {
    this(message, null);
  }

  /** Creates a failure with the cause for those who need more than the message. */
  public StartFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.explanation = message;
  }

  /** Returns what to tell the user. */
  public String explanation() {
    return explanation;
  }
}
