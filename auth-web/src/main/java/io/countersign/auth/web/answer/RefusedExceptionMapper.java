package io.countersign.auth.web.answer;

import io.countersign.auth.RefusedException;
import io.countersign.auth.guard.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers refusals. */
@Provider
@ApplicationScoped
public class RefusedExceptionMapper implements ExceptionMapper<RefusedException> {

  /** For JAX-RS. */
  public RefusedExceptionMapper() {}

  @Override
  public Response toResponse(RefusedException refusal) {
    return Refusal.of(refusal);
  }
}
