package io.countersign.auth.login;

import io.countersign.auth.RefusalCode;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.core.OnceAMinute;
import io.countersign.auth.event.SecurityEvents;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Reports failed logins: each one that was counted and, of those that cost no attempt, one a minute
 * for each limit. So nobody can fill the events by going on and on.
 */
final class FailedLogins {

  private final SecurityEvents events;
  private final OnceAMinute<String> reported;

  FailedLogins(SecurityEvents events, Clock clock) {
    this.events = events;
    this.reported = new OnceAMinute<>(clock);
  }

  /** A wrong password. */
  void wrong(LoginAttempt attempt) {
    report(SecurityEvent.Type.LOGIN_FAILED, RefusalCode.INVALID_CREDENTIALS.toString(), attempt);
  }

  /** One that was counted, though its password was not looked at. */
  void unseen(LoginAttempt attempt) {
    report(SecurityEvent.Type.LOGIN_FAILED, RefusalCode.TOO_MANY_ATTEMPTS.toString(), attempt);
  }

  /** One that was refused because the limit of this key is used up. */
  void tooMany(String key, LoginAttempt attempt) {
    if (reported.isFirst("used up " + key)) {
      unseen(attempt);
    }
  }

  /** One that has to come again, because attempts of this key are in flight. */
  void deferred(String key, LoginAttempt attempt) {
    if (reported.isFirst("in flight " + key)) {
      report(SecurityEvent.Type.LOGIN_DEFERRED, "too_many_at_once", attempt);
    }
  }

  private void report(SecurityEvent.Type type, String reason, LoginAttempt attempt) {
    SecurityEvent event =
        events
            .now(type)
            .from(Optional.ofNullable(attempt.device().address()))
            .with(Map.of("reason", reason));
    events.report(attempt.userId().map(event::ofUser).orElse(event));
  }
}
