package io.countersign.auth.web.service;

import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.guard.Refusal;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.web.request.Clients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** Lets services through: by a token, or by name and password (HTTP Basic). */
@ApplicationScoped
@NullUnmarked
public class ServiceGuard {

  private static final String CHALLENGE = "Basic realm=\"countersign\", charset=\"UTF-8\"";

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;
  @Inject ServiceLogin login;
  @Inject Clients clients;

  ServiceGuard() {}

  /**
   * Lets a request of a service through. Any other request is refused, a 401 with a challenge for
   * both ways.
   *
   * @throws ForbiddenException when the caller does not have the role of services
   */
  public void admit(ContainerRequestContext request, HttpServletRequest servletRequest) {
    try {
      Optional<BasicCredentials> basic =
          BasicCredentials.in(request.getHeaderString(HttpHeaders.AUTHORIZATION));
      if (basic.isPresent()) {
        admit(basic.get(), request, servletRequest);
      } else {
        admitBearer(request);
      }
    } catch (RefusedException e) {
      request.abortWith(challenged(Refusal.of(e)));
    } catch (NotAuthorizedException e) {
      request.abortWith(challenged(Refusal.of(e)));
    }
  }

  private void admitBearer(ContainerRequestContext request) {
    requireService(
        BearerContext.establishUnrevoked(request, verifier, revocationCheck).getGroups());
  }

  private static void requireService(Set<String> roles) {
    if (!roles.contains(Accounts.SERVICE)) {
      throw new ForbiddenException();
    }
  }

  private void admit(
      BasicCredentials credentials,
      ContainerRequestContext request,
      HttpServletRequest servletRequest) {
    UserAccount service =
        login.authenticate(credentials, clients.device(servletRequest, Optional.empty()));
    requireService(service.roles());
    boolean isSecure = request.getSecurityContext().isSecure();
    request.setSecurityContext(new BasicContext(service.id(), service.roles(), isSecure));
  }

  /** Adds the challenge for HTTP Basic to a 401, since either way will do (RFC 9110 §11.6.1). */
  private static Response challenged(Response refusal) {
    return refusal.getStatus() == 401
        ? Response.fromResponse(refusal).header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE).build()
        : refusal;
  }
}
