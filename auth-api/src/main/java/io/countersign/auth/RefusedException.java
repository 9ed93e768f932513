package io.countersign.auth;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal: the closed set of reasons for which Countersign says no.
 *
 * <p>A refusal is an answer, not an accident: it has no stack trace, and its message holds nothing
 * of what was refused, so that it can be logged and sent to a client as it is.
 */
public abstract sealed class RefusedException extends RuntimeException
    permits DeviceMismatchException,
        DirectoryUnavailableException,
        InvalidClaimsException,
        InvalidCredentialsException,
        InvalidSignatureException,
        InvalidTargetException,
        KeysUnavailableException,
        MalformedTokenException,
        OutcomeUnknownException,
        ReauthenticationRequiredException,
        RevocationUnavailableException,
        TokenExpiredException,
        TokenReusedException,
        TokenRevokedException,
        TooManyAttemptsException,
        TooManySessionsException,
        UnsupportedAlgorithmException {

  private static final long serialVersionUID = 1L;

  /** How long to wait for a service that comes back by itself. */
  static final Duration SHORTLY = Duration.ofSeconds(5);

  private final RefusalCode code;
  private final @Nullable Duration retryAfter;
  private final @Nullable SessionEnd sessionEnd;

  RefusedException(RefusalCode code, String message) {
    this(code, message, null, null);
  }

  /** A refusal with the time to wait, or null when waiting does not help. */
  RefusedException(RefusalCode code, String message, @Nullable Duration retryAfter) {
    this(code, message, retryAfter, null);
  }

  /** A refusal that tells how a session ended, if that is known. */
  RefusedException(RefusalCode code, String message, @Nullable SessionEnd sessionEnd) {
    this(code, message, null, sessionEnd);
  }

  private RefusedException(
      RefusalCode code,
      String message,
      @Nullable Duration retryAfter,
      @Nullable SessionEnd sessionEnd) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
    this.sessionEnd = sessionEnd;
  }

  /** Why it says no, for programs. */
  public final RefusalCode code() {
    return code;
  }

  /** How long to wait before the next attempt; empty when waiting does not help. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** How the session of a genuine refresh token ended; empty for every other refusal. */
  public final Optional<SessionEnd> sessionEnd() {
    return Optional.ofNullable(sessionEnd);
  }

  /** What is wrong, in a sentence fit for a client. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
