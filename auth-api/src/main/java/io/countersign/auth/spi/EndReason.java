package io.countersign.auth.spi;

/** Why a family was ended before its time. */
public enum EndReason {
  /** A token of it was presented again after its rotation. */
  REUSE,
  /** A token of it was presented by another device than the one bound. */
  DEVICE_MISMATCH,
  /** Its user, or somebody on the user's behalf, ended it. */
  REVOKED
}
