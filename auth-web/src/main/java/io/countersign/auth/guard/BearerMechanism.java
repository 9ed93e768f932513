package io.countersign.auth.guard;

import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Tells the server itself who the bearer of a token is (Jakarta Security §2.3). Some servers look
 * for the caller among their own users at {@code @RolesAllowed}.
 *
 * <p>It refuses nothing: a request without a token, or with a bad one, stays anonymous, and the
 * filters of the resource answer it.
 */
class BearerMechanism implements HttpAuthenticationMechanism {

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return BearerContext.tokenIn(request.getHeader(HttpHeaders.AUTHORIZATION))
        .map(compact -> login(compact, context))
        .orElseGet(context::doNothing);
  }

  private static AuthenticationStatus login(String compact, HttpMessageContext context) {
    try {
      VerifiedToken token = CDI.current().select(TokenVerifier.class).get().verify(compact);
      return context.notifyContainerAboutLogin(token, token.getGroups());
    } catch (RefusedException e) {
      return context.doNothing();
    }
  }
}
