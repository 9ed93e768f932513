package io.countersign.auth.spi;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outcome of opening a family: a value, so that what it changed is committed. */
public sealed interface Opening {

  /**
   * The family was opened.
   *
   * @param grant what the caller gets
   * @param ended the families of the user that were ended to make room for it
   * @param replacedOf whose family was deleted because this one replaces it, empty when there was
   *     none
   */
  record Opened(Grant grant, List<UUID> ended, Optional<UUID> replacedOf) implements Opening {

    /** Copies the list. */
    public Opened {
      ended = List.copyOf(ended);
    }
  }

  /**
   * The family was not opened, and nothing was changed.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements Opening {}

  /** Why a family was not opened. */
  enum Reason {
    /** The user is gone or disabled, or an epoch that ends sessions has begun since. */
    NOT_CURRENT,
    /** The user has as many live families as the limit allows. */
    TOO_MANY
  }
}
