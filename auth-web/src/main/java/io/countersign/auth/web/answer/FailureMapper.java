package io.countersign.auth.web.answer;

import io.countersign.auth.guard.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers everything unforeseen without internals; what happened goes to the log. */
@Provider
@ApplicationScoped
public class FailureMapper implements ExceptionMapper<Throwable> {

  /** For JAX-RS. */
  public FailureMapper() {}

  @Override
  public Response toResponse(Throwable failure) {
    return Refusal.of(failure);
  }
}
