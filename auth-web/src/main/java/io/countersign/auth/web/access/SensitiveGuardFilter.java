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

/** Lets requests through whose valid, unrevoked bearer token is of a caller who is admitted. */
@NullUnmarked
public abstract class SensitiveGuardFilter implements ContainerRequestFilter {

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;

  /** For JAX-RS. */
  protected SensitiveGuardFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    VerifiedToken caller = BearerContext.establish(request, verifier);
    revocationCheck.requireNotRevoked(caller);
    if (!admits(caller)) {
      throw new ForbiddenException();
    }
  }

  /** Whether this caller may go on. */
  protected abstract boolean admits(VerifiedToken caller);
}
