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

  /** Who ends a family when no person does: the system itself finds reuse and device mismatches. */
  public static final String SYSTEM = "system";
}
