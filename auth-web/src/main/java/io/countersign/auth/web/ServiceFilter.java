package io.countersign.auth.web;

import io.countersign.auth.core.Accounts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;

/** Lets services through to what is {@link ServiceOnly}. */
@Provider
@ServiceOnly
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class ServiceFilter extends RoleFilter {

  /** For JAX-RS. */
  public ServiceFilter() {
    super(Accounts.SERVICE);
  }
}
