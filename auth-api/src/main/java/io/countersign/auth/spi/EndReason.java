package io.countersign.auth.spi;

import java.util.Locale;

/** Why a family was ended before its time. */
public enum EndReason {
  /** A token of it was presented again after its rotation. */
  REUSE,
  /** A token of it was presented by another device than the one bound. */
  DEVICE_MISMATCH,
  /** Its user, or an application on the user's behalf, ended it. */
  REVOKED,
  /** Its user had too many, and it was the least recently used. */
  SESSION_LIMIT,
  /** An administrator or a service ended it. */
  ADMINISTRATOR,
  /** Its user's password was changed. */
  PASSWORD_CHANGE,
  /** Its user was disabled. */
  USER_DISABLED,
  /** An administrator ended every session of everybody. */
  LOGOUT_ALL;

  /** The reason as programs read it, such as {@code password_change}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
