package io.countersign.auth.guard;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Lets requests with a valid, unrevoked token through to a {@link SensitiveOperation}. */
final class SensitiveOperationFilter implements ContainerRequestFilter {

  private final Instance<TokenVerifier> verifier;
  private final Instance<RevocationCheck> revocationCheck;

  /** A filter that gets these when the first request comes. */
  SensitiveOperationFilter(
      Instance<TokenVerifier> verifier, Instance<RevocationCheck> revocationCheck) {
    this.verifier = verifier;
    this.revocationCheck = revocationCheck;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      BearerContext.establishUnrevoked(request, verifier.get(), revocationCheck.get());
    } catch (RuntimeException e) {
      request.abortWith(Refusal.elsewhere(e));
    }
  }
}
