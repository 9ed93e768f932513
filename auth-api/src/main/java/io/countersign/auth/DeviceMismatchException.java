package io.countersign.auth;

import org.jspecify.annotations.Nullable;

/** Refuses a refresh token presented by another device than its own; its family is revoked. */
public final class DeviceMismatchException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal, of a token whose session is not known. */
  public DeviceMismatchException() {
    this(null);
  }

  /**
   * Makes the refusal.
   *
   * @param end how the token's session ended, null when that is not known or not to be told
   */
  public DeviceMismatchException(@Nullable SessionEnd end) {
    super(
        RefusalCode.DEVICE_MISMATCH,
        "The refresh token is bound to another device; its session has been ended.",
        end);
  }
}
