package io.countersign.auth.guard;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Lets requests with a valid, unrevoked token through to a {@link SensitiveOperation}. */
final class SensitiveOperationFilter implements ContainerRequestFilter {

  private final Instance<TokenVerifier> verifier;
  private final Instance<RevocationCheck> revocationCheck;
  private final Optional<Duration> maxAge;
  private final Clock clock;

  /**
   * A filter that gets the first two when the first request comes.
   *
   * @param maxAge how old the login may be; any age, if empty
   */
  SensitiveOperationFilter(
      Instance<TokenVerifier> verifier,
      Instance<RevocationCheck> revocationCheck,
      Optional<Duration> maxAge,
      Clock clock) {
    this.verifier = verifier;
    this.revocationCheck = revocationCheck;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      VerifiedToken token =
          BearerContext.establishUnrevoked(request, verifier.get(), revocationCheck.get());
      maxAge.ifPresent(age -> FreshLogin.require(token, age, clock.instant()));
    } catch (RuntimeException e) {
      request.abortWith(Refusal.elsewhere(e));
    }
  }
}
