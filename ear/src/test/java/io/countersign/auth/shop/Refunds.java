package io.countersign.auth.shop;

import io.countersign.auth.SensitiveOperation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** What is sensitive whoever implements it. */
public interface Refunds {

  /** Refunds the caller. */
  @GET
  @Path("refund")
  @SensitiveOperation
  String refund(@Context SecurityContext caller);
}
