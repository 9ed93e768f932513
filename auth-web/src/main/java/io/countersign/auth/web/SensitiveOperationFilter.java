package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.NullUnmarked;

/** Lets requests with a valid, unrevoked token through to each {@link SensitiveOperation}. */
@Provider
@SensitiveOperation
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
@NullUnmarked
public class SensitiveOperationFilter implements ContainerRequestFilter {

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;

  /** For JAX-RS. */
  public SensitiveOperationFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    revocationCheck.requireNotRevoked(BearerContext.establish(request, verifier));
  }
}
