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
        InvalidClaimsException,
        InvalidCredentialsException,
        InvalidSignatureException,
        KeysUnavailableException,
        MalformedTokenException,
        OutcomeUnknownException,
        RevocationUnavailableException,
        TokenExpiredException,
        TokenReusedException,
        TokenRevokedException,
        TooManyAttemptsException,
        UnsupportedAlgorithmException {

  private static final long serialVersionUID = 1L;

  /** How long to wait for a service that comes back by itself. */
  static final Duration SHORTLY = Duration.ofSeconds(5);

  private final RefusalCode code;
  private final @Nullable Duration retryAfter;

  RefusedException(RefusalCode code, String message) {
    this(code, message, null);
  }

  /** A refusal with the time to wait, or null when waiting does not help. */
  RefusedException(RefusalCode code, String message, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Why it says no, for programs. */
  public final RefusalCode code() {
    return code;
  }

  /** How long to wait before the next attempt; empty when waiting does not help. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What is wrong, in a sentence fit for a client. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
