package io.countersign.auth.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
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
    int status = refusal.getResponse().getStatus();
    if (status >= 500) {
      return new FailureMapper().toResponse(refusal);
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
}
