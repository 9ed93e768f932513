package io.countersign.auth.web.access;

import io.countersign.auth.core.Accounts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;

/** Lets administrators through to what is {@link AdministratorOnly}. */
@Provider
@AdministratorOnly
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class AdministratorFilter extends RoleFilter {

  /** For JAX-RS. */
  public AdministratorFilter() {
    super(Accounts.ADMINISTRATOR);
  }
}
