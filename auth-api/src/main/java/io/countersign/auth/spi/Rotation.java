package io.countersign.auth.spi;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The outcome of presenting a refresh token: a value, not an exception, so that what it changed is
 * committed.
 */
public sealed interface Rotation {

  /**
   * The token was exchanged, by this call and no other.
   *
   * @param grant what the caller gets
   */
  record Accepted(Grant grant) implements Rotation {}

  /**
   * The token had been exchanged a moment ago and may be presented again: the caller gets the same
   * successor.
   *
   * @param grant what the caller gets
   * @param successorSalt what the successor was derived with
   */
  record Repeated(Grant grant, SecretBytes successorSalt) implements Rotation {}

  /**
   * The token was refused. If that ends the family, the end is committed before this value is
   * returned.
   *
   * @param reason why
   * @param userId whose family it was, empty when there is none
   * @param endsFamily whether it ends the family, which went on until now
   */
  record Refused(Reason reason, Optional<UUID> userId, boolean endsFamily) implements Rotation {}

  /** Why a token was refused. */
  enum Reason {
    /** Its end, or its family's, is past. */
    EXPIRED,
    /** Its family is gone or has ended, or the user's epoch has moved on. */
    REVOKED,
    /** It had been exchanged before. */
    REUSED,
    /** Its family is bound to another device. */
    DEVICE_MISMATCH,
    /** Its session may not have access tokens of the audience that is asked for. */
    INVALID_TARGET;

    /** The reason as programs read it, such as {@code device_mismatch}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The reason to keep for the end of the family; empty when the refusal does not end it. */
    public Optional<EndReason> endReason() {
      return switch (this) {
        case REUSED -> Optional.of(EndReason.REUSE);
        case DEVICE_MISMATCH -> Optional.of(EndReason.DEVICE_MISMATCH);
        case EXPIRED, REVOKED, INVALID_TARGET -> Optional.empty();
      };
    }
  }
}
