package com.example.orders;

import io.countersign.auth.SensitiveOperation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Orders: what clerks read, and what their owners do. */
@Path("orders")
public class OrdersResource {

  /** What clerks read. */
  @GET
  @Path("archive")
  @RolesAllowed("clerk")
  public String archive(@Context SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }

  /** Never on a revoked token. */
  @POST
  @Path("cancel")
  @SensitiveOperation
  public String cancel(@Context SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }

  /** Only with a password that was shown a moment ago. */
  @POST
  @Path("pay")
  @SensitiveOperation(maxAge = "PT5M")
  public String pay(@Context SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }
}
