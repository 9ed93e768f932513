package io.countersign.auth.web;

import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Answers refusals: which status and which RFC 6750 error each has. */
@Provider
@ApplicationScoped
public class RefusedExceptionMapper implements ExceptionMapper<RefusedException> {

  /** For JAX-RS. */
  public RefusedExceptionMapper() {}

  @Override
  public Response toResponse(RefusedException refusal) {
    if (refusal instanceof TooManyAttemptsException tooMany) {
      return later(429, "Too many attempts", refusal, tooMany.retryAfter());
    }
    if (refusal instanceof RevocationUnavailableException unavailable) {
      return later(503, "Revocation unavailable", refusal, unavailable.retryAfter());
    }
    return Problem.of(401, refusal.code(), title(refusal), refusal.getMessage())
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge(refusal))
        .build();
  }

  /** In whole seconds, none of which is too short. */
  private static Response later(
      int status, String title, RefusedException refusal, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    return Problem.of(status, refusal.code(), title, refusal.getMessage())
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }

  private static String title(RefusedException refusal) {
    String words = refusal.code().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String challenge(RefusedException refusal) {
    if (refusal instanceof InvalidCredentialsException) {
      return "Bearer";
    }
    boolean ofGrant =
        refusal instanceof TokenReusedException || refusal instanceof DeviceMismatchException;
    return "Bearer error=\"" + (ofGrant ? "invalid_grant" : "invalid_token") + "\"";
  }
}
