package io.countersign.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * How a session came to its end.
 *
 * @param reason why, as programs read it, such as {@code session_limit} or {@code logout}
 * @param at when
 * @param note why in an administrator's words, one line for the user
 */
public record SessionEnd(String reason, Instant at, Optional<String> note) {

  /** An end without a note. */
  public SessionEnd(String reason, Instant at) {
    this(reason, at, Optional.empty());
  }
}
