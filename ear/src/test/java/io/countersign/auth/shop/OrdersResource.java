package io.countersign.auth.shop;

import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.VerifiedToken;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Orders: a list for everybody, and what only their owners may do. */
@Path("orders")
public class OrdersResource implements Refunds {

  /** Needs nothing. */
  @GET
  public String list() {
    return "many";
  }

  /** What clerks do. */
  @GET
  @Path("archive")
  @RolesAllowed("clerk")
  public String archive(@Context SecurityContext caller) {
    return name(caller) + " " + caller.isUserInRole("clerk");
  }

  /** What clerks do, and not for long after they have stopped being clerks. */
  @GET
  @Path("dismiss")
  @RolesAllowed("clerk")
  @SensitiveOperation
  public String dismiss(@Context SecurityContext caller) {
    return name(caller);
  }

  /** What nobody does any more. */
  @GET
  @Path("purge")
  @DenyAll
  public String purge() {
    return "purged";
  }

  /** Says for whom it was done. */
  @GET
  @Path("cancel")
  @SensitiveOperation
  public String cancel(@Context SecurityContext caller) {
    return name(caller);
  }

  /** What takes the password of a moment ago. */
  @GET
  @Path("pay")
  @SensitiveOperation(maxAge = "PT5M")
  public String pay(@Context SecurityContext caller) {
    return name(caller);
  }

  /** Fails in the shop's own way. */
  @GET
  @Path("buy")
  @SensitiveOperation
  public String buy() {
    throw new WebApplicationException(Response.status(409).entity("sold out").build());
  }

  @Override
  public String refund(SecurityContext caller) {
    return name(caller);
  }

  private static String name(SecurityContext caller) {
    VerifiedToken token = (VerifiedToken) caller.getUserPrincipal();
    return token.getName();
  }
}
