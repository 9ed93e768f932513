package io.countersign.auth.persistence;

/** A denylist cannot be relied on; thrown at every request then, so it has no stack trace. */
public final class DenylistUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why it cannot be asked. */
  public DenylistUnavailableException(String message) {
    super(message, null, false, false);
  }
}
