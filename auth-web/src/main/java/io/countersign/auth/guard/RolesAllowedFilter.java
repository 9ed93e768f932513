package io.countersign.auth.guard;

import io.countersign.auth.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Set;

/** Lets a request through if its caller has one role of each set. */
final class RolesAllowedFilter implements ContainerRequestFilter {

  private final List<Set<String>> roles;
  private final Instance<TokenVerifier> verifier;

  /** A filter that gets the verifier when the first request comes. */
  RolesAllowedFilter(List<Set<String>> roles, Instance<TokenVerifier> verifier) {
    this.roles = roles;
    this.verifier = verifier;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      SecurityContext caller = caller(request);
      if (!roles.stream().allMatch(any -> any.stream().anyMatch(caller::isUserInRole))) {
        throw new ForbiddenException();
      }
    } catch (RuntimeException e) {
      request.abortWith(Refusal.elsewhere(e));
    }
  }

  /**
   * The bearer of the token. Without a token, the caller that the application itself has
   * authenticated.
   */
  private SecurityContext caller(ContainerRequestContext request) {
    boolean isKnown = request.getSecurityContext().getUserPrincipal() != null;
    if (!isKnown || BearerContext.hasToken(request)) {
      BearerContext.establish(request, verifier.get());
    }
    return request.getSecurityContext();
  }
}
