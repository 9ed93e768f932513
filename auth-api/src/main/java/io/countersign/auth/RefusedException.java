package io.countersign.auth;

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

  private final String code;

  RefusedException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The refusal's name over HTTP, such as {@code token_expired}. */
  public final String code() {
    return code;
  }

  /** What is wrong, in a sentence fit for a client. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
