package io.countersign.auth.web.session;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import java.util.TreeMap;

/** Tells who the caller is, as the caller's token says. */
@Path("me")
@ApplicationScoped
public class MeResource {

  /** For JAX-RS. */
  public MeResource() {}

  /** The token's claims. */
  @GET
  @Guarded(Guard.BEARER)
  @Produces(MediaType.APPLICATION_JSON)
  public String claims(@Context SecurityContext context) {
    VerifiedToken token = BearerContext.tokenOf(context);
    Map<String, Object> claims = new TreeMap<>();
    token.getClaimNames().forEach(name -> claims.put(name, token.getClaim(name)));
    return AnswerJson.object(claims).build().toString();
  }

  /**
   * Says to the caller, or to a service that was called with the caller's token, that the token is
   * good at this moment: a valid one that was revoked is refused here.
   */
  @GET
  @Path("active")
  @Guarded(Guard.SENSITIVE)
  @Produces(MediaType.APPLICATION_JSON)
  public String active(@Context SecurityContext context) {
    VerifiedToken token = BearerContext.tokenOf(context);
    return AnswerJson.object()
        .add("active", true)
        .add(ClaimNames.TOKEN_ID, token.getTokenID())
        .add(ClaimNames.EXPIRATION_TIME, token.getExpirationTime())
        .build()
        .toString();
  }
}
