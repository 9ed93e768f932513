package io.countersign.auth.web.access;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.guard.BearerContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.jspecify.annotations.NullUnmarked;

/** Lets requests through whose valid, unrevoked bearer token has a role. */
@NullUnmarked
public abstract class RoleFilter implements ContainerRequestFilter {

  private final String role;

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;

  public RoleFilter(String role) {
    this.role = role;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    VerifiedToken caller = BearerContext.establish(request, verifier);
    revocationCheck.requireNotRevoked(caller);
    if (!caller.getGroups().contains(role)) {
      throw new ForbiddenException();
    }
  }
}
