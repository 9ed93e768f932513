package io.countersign.auth.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of one user of a file.
 *
 * @param id the user's id here, unless refused
 * @param reason why it was refused, which has neither password nor hash
 */
record ImportOutcome(Kind kind, Optional<String> id, Optional<String> reason) {

  /** What can become of a user. */
  enum Kind {
    /** It was made. */
    CREATED,
    /** There is one of this name, with the same roles, disabled or not as it was asked for. */
    EXISTED,
    /** The server does not take it. */
    REFUSED;

    /** As reports have it. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ImportOutcome created(String id) {
    return new ImportOutcome(Kind.CREATED, Optional.of(id), Optional.empty());
  }

  static ImportOutcome existed(String id) {
    return new ImportOutcome(Kind.EXISTED, Optional.of(id), Optional.empty());
  }

  static ImportOutcome refused(String reason) {
    return new ImportOutcome(Kind.REFUSED, Optional.empty(), Optional.of(reason));
  }
}
