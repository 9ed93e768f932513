package io.countersign.auth.web;

import io.countersign.auth.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers everything unforeseen without internals; what happened goes to the log. */
@Provider
@ApplicationScoped
public class FailureMapper implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());
  private static final int RETRY_SECONDS = 5;

  /** For JAX-RS. */
  public FailureMapper() {}

  @Override
  public Response toResponse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refusal) {
        return new RefusedExceptionMapper().toResponse(refusal);
      }
    }
    return DatabaseOutage.in(failure)
        .map(FailureMapper::comeAgain)
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
