package io.countersign.auth.web.answer;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.web.request.OAuthErrorException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers malformed requests to OAuth 2 endpoints as their clients expect it. */
@Provider
@ApplicationScoped
public class OAuthErrorMapper implements ExceptionMapper<OAuthErrorException> {

  /** For JAX-RS. */
  public OAuthErrorMapper() {}

  @Override
  public Response toResponse(OAuthErrorException refusal) {
    String error =
        AnswerJson.object()
            .add("error", "invalid_request")
            .add("error_description", refusal.getMessage())
            .build()
            .toString();
    return Response.status(400).type(MediaType.APPLICATION_JSON_TYPE).entity(error).build();
  }
}
