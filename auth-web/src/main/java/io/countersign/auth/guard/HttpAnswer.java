package io.countersign.auth.guard;

import io.countersign.auth.RefusalCode;
import java.util.Locale;
import java.util.Optional;

/**
 * How a refusal is answered over HTTP.
 *
 * @param status the HTTP status; a malformed request may be answered with a more exact one
 * @param challenge what a 401 asks for (RFC 6750 §3), empty with any other status
 */
record HttpAnswer(int status, Optional<String> challenge) {

  /** The answer to each code. */
  static HttpAnswer of(RefusalCode code) {
    return switch (code) {
      case INVALID_REQUEST, INVALID_TARGET -> without(400);
      case INVALID_CREDENTIALS -> challenge("Bearer");
      case DEVICE_MISMATCH, TOKEN_REUSED -> challenge("Bearer error=\"invalid_grant\"");
      case INVALID_CLAIMS,
          INVALID_SIGNATURE,
          MALFORMED_TOKEN,
          TOKEN_EXPIRED,
          TOKEN_REVOKED,
          UNSUPPORTED_ALGORITHM ->
          challenge("Bearer error=\"invalid_token\"");
      case INSUFFICIENT_USER_AUTHENTICATION ->
          challenge("Bearer error=\"insufficient_user_authentication\"");
      case FORBIDDEN -> without(403);
      case NOT_FOUND -> without(404);
      case METHOD_NOT_ALLOWED -> without(405);
      case NOT_ACCEPTABLE -> without(406);
      case CONFLICT, TOO_MANY_SESSIONS -> without(409);
      case TOO_MANY_ATTEMPTS -> without(429);
      case INTERNAL_ERROR -> without(500);
      case OUTCOME_UNKNOWN, REVOCATION_UNAVAILABLE, UNAVAILABLE -> without(503);
    };
  }

  /** The code in words, which are the same for each occurrence (RFC 9457 §3.1.3). */
  static String title(RefusalCode code) {
    String words = code.name().replace('_', ' ');
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }

  private static HttpAnswer without(int status) {
    return new HttpAnswer(status, Optional.empty());
  }

  private static HttpAnswer challenge(String challenge) {
    return new HttpAnswer(401, Optional.of(challenge));
  }
}
