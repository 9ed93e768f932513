package io.countersign.auth.guard;

import io.countersign.auth.ReauthenticationRequiredException;
import io.countersign.auth.RefusalCode;
import io.countersign.auth.RefusedException;
import io.countersign.auth.spi.DatabaseOutage;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Answers each exception with a problem document that tells nothing of the server's inside. */
public final class Refusal {

  private static final System.Logger LOG = System.getLogger(Refusal.class.getName());
  private static final int RETRY_SECONDS = 5;

  private Refusal() {}

  /**
   * Answers for our filters in other applications. Those applications have no mappers for our
   * exceptions, and want no mappers of ours for their own.
   */
  public static Response elsewhere(RuntimeException reason) {
    Response problem =
        reason instanceof WebApplicationException refusal ? of(refusal) : of((Throwable) reason);
    return Response.fromResponse(problem)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Answers a refusal, with a challenge or the time to wait where it has one. */
  public static Response of(RefusedException refusal) {
    Response.ResponseBuilder problem = Problem.of(refusal);
    HttpAnswer.of(refusal.code())
        .challenge()
        .map(challenge -> challenge + maxAge(refusal))
        .ifPresent(challenge -> problem.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
    refusal
        .retryAfter()
        .ifPresent(wait -> problem.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
    return problem.build();
  }

  /** The parameter that says how old a login may be (RFC 9470 §3). */
  private static String maxAge(RefusedException refusal) {
    return refusal instanceof ReauthenticationRequiredException stale
        ? ", max_age=\"" + stale.maxAge().toSeconds() + '"'
        : "";
  }

  /** Rounds up, so that no wait is too short: at least 1 s. */
  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
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
              Problem.of(RefusalCode.MALFORMED_TOKEN, "A bearer token is needed.")
                  .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"); // RFC 6750 §3.1: no error
          case 403 -> Problem.of(RefusalCode.FORBIDDEN, "This is not allowed.");
          case 404 -> Problem.notFound();
          case 405 -> Problem.of(RefusalCode.METHOD_NOT_ALLOWED, "Use a method in Allow.");
          case 406 -> Problem.of(RefusalCode.NOT_ACCEPTABLE, "The answer is JSON.");
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
    return Problem.of(RefusalCode.UNAVAILABLE, "Try again shortly.")
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .build();
  }
}
