package io.countersign.auth.stock;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.NullUnmarked;

/** What the server makes of a caller. */
@Path("/")
@RequestScoped
@NullUnmarked
public class StockResource {

  @Inject JsonWebToken caller;

  /** The subject and the groups of the caller's token. */
  @GET
  @Path("whoami")
  @RolesAllowed("auth-admin")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject whoAmI() {
    return Json.createObjectBuilder()
        .add("sub", caller.getSubject())
        .add("groups", Json.createArrayBuilder(caller.getGroups()))
        .build();
  }

  /** Answers everybody, as soon as the application is deployed. */
  @GET
  @Path("ready")
  @PermitAll
  @Produces(MediaType.TEXT_PLAIN)
  public String ready() {
    return "ready";
  }
}
