package io.countersign.auth.web.metrics;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.TooManySessionsException;

/** What became of a login, as it is counted. */
enum LoginOutcome {
  /** A session was opened. */
  ACCEPTED,
  /** The user name or the password is wrong, or the user is disabled. */
  INVALID_CREDENTIALS,
  /** Too many attempts before were wrong, or too many come at once. */
  TOO_MANY_ATTEMPTS,
  /** The user has as many sessions as are allowed. */
  TOO_MANY_SESSIONS,
  /** It failed for no reason of the client's. */
  FAILED;

  /** What a failure is counted as. */
  static LoginOutcome of(RuntimeException failure) {
    if (failure instanceof InvalidCredentialsException) {
      return INVALID_CREDENTIALS;
    }
    if (failure instanceof TooManySessionsException) {
      return TOO_MANY_SESSIONS;
    }
    return failure instanceof TooManyAttemptsException ? TOO_MANY_ATTEMPTS : FAILED;
  }
}
