package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Lets requests with a valid, unrevoked token through to a {@link SensitiveOperation}.
 *
 * <p>It answers refusals itself: another application has no mappers for them, and wants none of
 * ours for its own exceptions.
 */
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
      revocationCheck.get().requireNotRevoked(BearerContext.establish(request, verifier.get()));
    } catch (RuntimeException e) {
      request.abortWith(refusal(e));
    }
  }

  private static Response refusal(RuntimeException reason) {
    Response problem =
        reason instanceof NotAuthorizedException noToken
            ? new WebApplicationExceptionMapper().toResponse(noToken)
            : new FailureMapper().toResponse(reason);
    return Response.fromResponse(problem)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
