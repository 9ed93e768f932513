package io.countersign.auth.web.access;

import io.countersign.auth.TokenVerifier;
import io.countersign.auth.guard.BearerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.jspecify.annotations.NullUnmarked;

/** Lets requests with a valid bearer token through. */
@ApplicationScoped
@NullUnmarked
public class BearerFilter implements ContainerRequestFilter {

  @Inject TokenVerifier verifier;

  /** For JAX-RS. */
  public BearerFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    BearerContext.establish(request, verifier);
  }
}
