package io.countersign.auth.web.answer;

import io.countersign.auth.guard.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers what JAX-RS itself refuses, such as unknown paths and methods, without its words. */
@Provider
@ApplicationScoped
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

  /** For JAX-RS. */
  public WebApplicationExceptionMapper() {}

  @Override
  public Response toResponse(WebApplicationException refusal) {
    return Refusal.of(refusal);
  }
}
