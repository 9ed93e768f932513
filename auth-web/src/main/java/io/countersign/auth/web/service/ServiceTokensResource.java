package io.countersign.auth.web.service;

import io.countersign.auth.core.Introspection;
import io.countersign.auth.core.TokenRevocation;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.FormFields;
import io.countersign.auth.web.request.IgnoresUnknownFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jspecify.annotations.NullUnmarked;

/**
 * Introspection (RFC 7662) and revocation (RFC 7009) of any user's tokens, for services.
 *
 * <p>A {@code token_type_hint} is not needed: the two kinds of token differ in form.
 */
@Path("")
@ApplicationScoped
@Guarded(Guard.SERVICE)
@IgnoresUnknownFields
@NullUnmarked
public class ServiceTokensResource {

  @Inject Introspection introspection;
  @Inject TokenRevocation revocation;
  @Inject Clients clients;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public ServiceTokensResource() {}

  /** Says whether a token is good at this moment, and if so, what it is. */
  @POST
  @Path("introspect")
  @Produces(MediaType.APPLICATION_JSON)
  public String introspect(InputStream body) {
    return IntrospectionAnswer.of(introspection.introspect(token(body)));
  }

  /** Revokes a token. The answer is the same for a text that is no valid token. */
  @POST
  @Path("revoke")
  public Response revoke(InputStream body) {
    revocation.revoke(token(body), clients.actor(security, request));
    return Response.ok().build();
  }

  private String token(InputStream body) {
    return FormFields.read(headers.getHeaderString(HttpHeaders.CONTENT_TYPE), body)
        .required("token");
  }
}
