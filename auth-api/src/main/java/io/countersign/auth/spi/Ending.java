package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * The end of one or more families.
 *
 * @param reason why
 * @param by who ended them: a user's id, or {@code system}
 * @param at when
 * @param note why in an administrator's words, one line, to be shown to the user
 */
public record Ending(EndReason reason, String by, Instant at, Optional<String> note) {

  /** Who ends a family when no person does: the system itself finds reuse and device mismatches. */
  public static final String SYSTEM = "system";

  /** An ending without a note. */
  public Ending(EndReason reason, String by, Instant at) {
    this(reason, by, at, Optional.empty());
  }

  /** The same for another reason. */
  public Ending because(EndReason other) {
    return new Ending(other, by, at, note);
  }
}
