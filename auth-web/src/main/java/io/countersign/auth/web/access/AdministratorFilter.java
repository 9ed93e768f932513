package io.countersign.auth.web.access;

import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Accounts;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets administrators through. */
@ApplicationScoped
public class AdministratorFilter extends SensitiveGuardFilter {

  /** For JAX-RS. */
  public AdministratorFilter() {}

  @Override
  protected boolean admits(VerifiedToken caller) {
    return caller.getGroups().contains(Accounts.ADMINISTRATOR);
  }
}
