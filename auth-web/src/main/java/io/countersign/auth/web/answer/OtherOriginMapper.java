package io.countersign.auth.web.answer;

import io.countersign.auth.RefusalCode;
import io.countersign.auth.guard.Problem;
import io.countersign.auth.web.request.OtherOriginException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers requests that come with our cookie from another origin. */
@Provider
@ApplicationScoped
public class OtherOriginMapper implements ExceptionMapper<OtherOriginException> {

  /** For JAX-RS. */
  public OtherOriginMapper() {}

  @Override
  public Response toResponse(OtherOriginException refusal) {
    return Problem.of(RefusalCode.FORBIDDEN, refusal.getMessage()).build();
  }
}
