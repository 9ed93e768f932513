package io.countersign.auth.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * What our filters answer in other applications. These have no mappers for our exceptions, and want
 * none of ours for their own.
 */
final class Refusal {

  private Refusal() {}

  /** The answer that {@code /auth} would give. */
  static Response of(RuntimeException reason) {
    Response problem =
        reason instanceof WebApplicationException refusal
            ? new WebApplicationExceptionMapper().toResponse(refusal)
            : new FailureMapper().toResponse(reason);
    return Response.fromResponse(problem)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
