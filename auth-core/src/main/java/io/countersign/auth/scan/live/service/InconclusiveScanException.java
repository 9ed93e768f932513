package io.countersign.auth.scan.live.service;

import org.jspecify.annotations.Nullable;

/** There is no report, because one would say nothing; the message says why, in one line. */
public final class InconclusiveScanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why nothing can be concluded. */
  public InconclusiveScanException(String message) {
    this(message, null);
  }

  /** Says why nothing can be concluded, and what was met. */
  public InconclusiveScanException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
