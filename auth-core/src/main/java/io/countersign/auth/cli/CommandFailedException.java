package io.countersign.auth.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line for the operator. */
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    this(message, null);
  }

  CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
