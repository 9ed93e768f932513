package io.countersign.auth.guard;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The security context of a request with a verified bearer token (RFC 6750 §2.1).
 *
 * @param token the verified token
 * @param isSecure whether the request came over TLS
 */
public record BearerContext(VerifiedToken token, boolean isSecure) implements SecurityContext {

  private static final String SCHEME = "Bearer ";

  /**
   * Verifies the request's bearer token and makes it the request's security context.
   *
   * @throws NotAuthorizedException when there is no bearer token
   * @throws io.countersign.auth.RefusedException when the token is invalid, as {@link
   *     TokenVerifier#verify} says
   */
  public static VerifiedToken establish(ContainerRequestContext request, TokenVerifier verifier) {
    String compact = bearerToken(request).orElseThrow(() -> new NotAuthorizedException("Bearer"));
    SecurityContext known = request.getSecurityContext();
    VerifiedToken token =
        known instanceof BearerContext earlier && earlier.token.getRawToken().equals(compact)
            ? earlier.token // verified by a filter before, for this request
            : verifier.verify(compact);
    request.setSecurityContext(new BearerContext(token, known.isSecure()));
    return token;
  }

  /**
   * Verifies the request's bearer token as {@link #establish} does, and requires that it has not
   * been revoked.
   *
   * @throws NotAuthorizedException when there is no bearer token
   * @throws io.countersign.auth.RefusedException when the token is invalid or revoked, or whether
   *     it is revoked cannot be asked
   */
  public static VerifiedToken establishUnrevoked(
      ContainerRequestContext request, TokenVerifier verifier, RevocationCheck revocationCheck) {
    VerifiedToken token = establish(request, verifier);
    revocationCheck.requireNotRevoked(token);
    return token;
  }

  /** Says whether the request comes with credentials of the scheme {@code Bearer}. */
  static boolean hasToken(ContainerRequestContext request) {
    return bearerToken(request).isPresent();
  }

  private static Optional<String> bearerToken(ContainerRequestContext request) {
    return tokenIn(request.getHeaderString(HttpHeaders.AUTHORIZATION));
  }

  /**
   * The token in the value of an {@code Authorization} header. No pattern is used: it would look at
   * each of a token's many characters, which costs as much as reading its claims.
   */
  static Optional<String> tokenIn(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = authorization.substring(SCHEME.length()).strip();
    return token.isEmpty() || token.indexOf(' ') >= 0 || token.indexOf('\t') >= 0
        ? Optional.empty()
        : Optional.of(token);
  }

  /** The verified token of a request that passed one of our filters. */
  public static VerifiedToken tokenOf(SecurityContext context) {
    return (VerifiedToken) context.getUserPrincipal();
  }

  @Override
  public VerifiedToken getUserPrincipal() {
    return token;
  }

  @Override
  public boolean isUserInRole(String role) {
    return token.getGroups().contains(role);
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
