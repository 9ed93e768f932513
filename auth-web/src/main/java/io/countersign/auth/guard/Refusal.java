package io.countersign.auth.guard;

import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.OutcomeUnknownException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.spi.DatabaseOutage;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What each exception is answered with: a problem document, and nothing of what happened here. */
public final class Refusal {

  private static final System.Logger LOG = System.getLogger(Refusal.class.getName());
  private static final int RETRY_SECONDS = 5;

  private Refusal() {}

  /**
   * The answer of our filters in other applications. These have no mappers for our exceptions, and
   * want none of ours for their own.
   */
  public static Response elsewhere(RuntimeException reason) {
    Response problem =
        reason instanceof WebApplicationException refusal ? of(refusal) : of((Throwable) reason);
    return Response.fromResponse(problem)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Answers refusals: which status and which RFC 6750 error each has. */
  public static Response of(RefusedException refusal) {
    if (refusal instanceof TooManyAttemptsException tooMany) {
      return later(429, "Too many attempts", refusal, tooMany.retryAfter());
    }
    if (refusal instanceof RevocationUnavailableException unavailable) {
      return later(503, "Revocation unavailable", refusal, unavailable.retryAfter());
    }
    if (refusal instanceof KeysUnavailableException unavailable) {
      return later(503, "Unavailable", refusal, unavailable.retryAfter());
    }
    if (refusal instanceof OutcomeUnknownException unknown) {
      return later(503, "Outcome unknown", refusal, unknown.retryAfter());
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

  /** Answers what JAX-RS itself refuses, such as unknown paths and methods, without its words. */
  public static Response of(WebApplicationException refusal) {
    int status = refusal.getResponse().getStatus();
    if (status >= 500) {
      return of((Throwable) refusal);
    }
    Response.ResponseBuilder problem =
        switch (status) {
          case 401 ->
              Problem.of(401, "malformed_token", "Malformed token", "A bearer token is needed.")
                  .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"); // RFC 6750 §3.1: no error
          case 403 -> Problem.of(403, "forbidden", "Forbidden", "This is not allowed.");
          case 404 -> Problem.notFound();
          case 405 ->
              Problem.of(405, "method_not_allowed", "Method not allowed", "Use a method in Allow.");
          case 406 -> Problem.of(406, "not_acceptable", "Not acceptable", "The answer is JSON.");
          default -> Problem.malformed(status);
        };
    String allow = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? problem.build() : problem.header(HttpHeaders.ALLOW, allow).build();
  }

  /** Answers everything unforeseen; what happened goes to the log. */
  public static Response of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refusal) {
        return of(refusal);
      }
    }
    return DatabaseOutage.in(failure)
        .map(Refusal::comeAgain)
        .orElseGet(
            () -> {
              LOG.log(System.Logger.Level.ERROR, "A request failed", failure);
              return Problem.failure().build();
            });
  }

  private static Response comeAgain(DatabaseOutage outage) {
    LOG.log(System.Logger.Level.ERROR, "The database is not available: {0}", outage.reason());
    return Problem.of(503, "unavailable", "Unavailable", "Try again shortly.")
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .build();
  }
}
