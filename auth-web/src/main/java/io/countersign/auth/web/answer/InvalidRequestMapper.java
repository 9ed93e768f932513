package io.countersign.auth.web.answer;

import io.countersign.auth.guard.Problem;
import io.countersign.auth.web.request.InvalidRequestException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers malformed requests. */
@Provider
@ApplicationScoped
public class InvalidRequestMapper implements ExceptionMapper<InvalidRequestException> {

  /** For JAX-RS. */
  public InvalidRequestMapper() {}

  @Override
  public Response toResponse(InvalidRequestException refusal) {
    return Problem.malformed(refusal.status(), refusal.getMessage()).build();
  }
}
