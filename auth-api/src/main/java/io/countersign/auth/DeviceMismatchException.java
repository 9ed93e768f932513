package io.countersign.auth;

/** Refuses a refresh token presented by another device than its own; its family is revoked. */
public final class DeviceMismatchException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public DeviceMismatchException() {
    super(
        RefusalCode.DEVICE_MISMATCH,
        "The refresh token is bound to another device; its session has been ended.");
  }
}
