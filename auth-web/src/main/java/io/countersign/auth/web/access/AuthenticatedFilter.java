package io.countersign.auth.web.access;

import io.countersign.auth.TokenVerifier;
import io.countersign.auth.guard.BearerContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.NullUnmarked;

/** Lets requests with a valid bearer token through to what is {@link Authenticated}. */
@Provider
@Authenticated
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
@NullUnmarked
public class AuthenticatedFilter implements ContainerRequestFilter {

  @Inject TokenVerifier verifier;

  /** For JAX-RS. */
  public AuthenticatedFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    BearerContext.establish(request, verifier);
  }
}
