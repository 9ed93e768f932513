package io.countersign.auth.web.service;

import io.countersign.auth.RefusedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.guard.Refusal;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.web.access.SensitiveGuardFilter;
import io.countersign.auth.web.request.Clients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Lets services through: by a token, or by name and password (HTTP Basic). */
@ApplicationScoped
@NullUnmarked
public class ServiceFilter extends SensitiveGuardFilter {

  private static final String CHALLENGE = "Basic realm=\"countersign\", charset=\"UTF-8\"";

  @Inject ServiceLogin login;
  @Inject Clients clients;

  @Context HttpServletRequest servletRequest;

  /** For JAX-RS. */
  public ServiceFilter() {}

  @Override
  protected boolean admits(VerifiedToken caller) {
    return caller.getGroups().contains(Accounts.SERVICE);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      Optional<BasicCredentials> basic =
          BasicCredentials.in(request.getHeaderString(HttpHeaders.AUTHORIZATION));
      if (basic.isPresent()) {
        admit(basic.get(), request);
      } else {
        super.filter(request);
      }
    } catch (RefusedException e) {
      request.abortWith(challenged(Refusal.of(e)));
    } catch (NotAuthorizedException e) {
      request.abortWith(challenged(Refusal.of(e)));
    }
  }

  private void admit(BasicCredentials credentials, ContainerRequestContext request) {
    UserAccount service =
        login.authenticate(credentials, clients.device(servletRequest, Optional.empty()));
    if (!service.roles().contains(Accounts.SERVICE)) {
      throw new ForbiddenException();
    }
    boolean isSecure = request.getSecurityContext().isSecure();
    request.setSecurityContext(new BasicContext(service.id(), service.roles(), isSecure));
  }

  /** Either way will do (RFC 9110 §11.6.1). */
  private static Response challenged(Response refusal) {
    return refusal.getStatus() == 401
        ? Response.fromResponse(refusal).header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE).build()
        : refusal;
  }
}
