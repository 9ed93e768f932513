package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Accounts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.NullUnmarked;

/** Lets administrators through to what is {@link AdministratorOnly}. */
@Provider
@AdministratorOnly
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
@NullUnmarked
public class AdministratorFilter implements ContainerRequestFilter {

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;

  /** For JAX-RS. */
  public AdministratorFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    VerifiedToken caller = BearerContext.establish(request, verifier);
    revocationCheck.requireNotRevoked(caller);
    if (!caller.getGroups().contains(Accounts.ADMINISTRATOR)) {
      throw new ForbiddenException();
    }
  }
}
