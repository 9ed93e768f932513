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
  private static final String WHITE_SPACE = " \t\n\013\f\r";

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
   * The token in the value of an {@code Authorization} header: the scheme, spaces, and characters
   * without white space. Searches for white space cost less than a pattern, which takes as long as
   * reading the token's claims.
   */
  static Optional<String> tokenIn(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = withoutSpacesAround(authorization.substring(SCHEME.length()));
    return token.isEmpty() || hasWhiteSpace(token) ? Optional.empty() : Optional.of(token);
  }

  private static String withoutSpacesAround(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && text.charAt(begin) == ' ') {
      begin++;
    }
    while (begin < end && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean hasWhiteSpace(String token) {
    for (int i = 0; i < WHITE_SPACE.length(); i++) {
      if (token.indexOf(WHITE_SPACE.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
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
