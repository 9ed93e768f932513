package io.countersign.auth.spi;

import java.time.Instant;

/**
 * The end of one or more families.
 *
 * @param reason why
 * @param by who ended them: a user's id, or {@code system}
 * @param at when
 */
public record Ending(EndReason reason, String by, Instant at) {

  /** Ends what no person has: reuse and mismatches are found by the system itself. */
  public static final String SYSTEM = "system";
}
