package io.countersign.auth.persistence;

/**
 * Says that a denylist cannot be relied on. Every request throws it then, so it has no stack trace.
 */
public final class DenylistUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why it cannot be asked. */
  public DenylistUnavailableException(String message) {
    super(message, null, false, false);
  }
}
