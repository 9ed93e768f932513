package io.countersign.auth.web.metrics;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.EndReason;
import java.util.Optional;

/** Why sessions were ended or access tokens revoked, as it is counted. */
enum RevocationCause {
  /** A user logged out. */
  LOGOUT,
  /** A user, or an application, ended sessions. */
  REVOKED,
  /** An administrator or a service ended sessions. */
  ADMINISTRATOR,
  /** A password was changed. */
  PASSWORD_CHANGE,
  /** A user was disabled. */
  USER_DISABLED,
  /** A user's roles were changed: older access tokens are denied. */
  ROLE_CHANGE,
  /** One access token was revoked. */
  ACCESS_TOKEN,
  /** A refresh token was presented after its rotation. */
  REUSE,
  /** A refresh token was presented by another device. */
  DEVICE_MISMATCH,
  /** Every session of everybody was ended. */
  LOGOUT_ALL;

  /** What an event is counted as, if it revokes something. */
  static Optional<RevocationCause> of(SecurityEvent event) {
    return switch (event.type()) {
      case LOGOUT -> Optional.of(LOGOUT);
      case SESSION_REVOKED, SESSIONS_REVOKED -> Optional.of(byWhom(event));
      case PASSWORD_CHANGED -> Optional.of(PASSWORD_CHANGE);
      case USER_DISABLED -> Optional.of(USER_DISABLED);
      case ROLES_CHANGED -> Optional.of(ROLE_CHANGE);
      case ACCESS_TOKEN_REVOKED -> Optional.of(ACCESS_TOKEN);
      case TOKEN_REUSED -> Optional.of(REUSE);
      case DEVICE_MISMATCH -> Optional.of(DEVICE_MISMATCH);
      case LOGOUT_ALL -> Optional.of(LOGOUT_ALL);
      default -> Optional.empty();
    };
  }

  private static RevocationCause byWhom(SecurityEvent event) {
    String administrator = EndReason.ADMINISTRATOR.code();
    return administrator.equals(event.detail().get("reason")) ? ADMINISTRATOR : REVOKED;
  }
}
