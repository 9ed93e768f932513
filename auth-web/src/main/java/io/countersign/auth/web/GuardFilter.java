package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.guard.Declarations;
import io.countersign.auth.guard.FreshLogin;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Route;
import io.countersign.auth.web.service.ServiceGuard;
import io.countersign.auth.web.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;

/**
 * Stands before every route, and lets callers through that the route's guard admits.
 *
 * <p>One filter for all, without a name binding: where a bound filter is not registered, its
 * binding is silently not enforced.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
@NullUnmarked
public class GuardFilter implements ContainerRequestFilter {

  private final Map<Method, Guard> guards = new ConcurrentHashMap<>();

  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;
  @Inject ServiceGuard services;
  @Inject Settings settings;
  @Inject Clock clock;

  @Context ResourceInfo resource;
  @Context HttpServletRequest servletRequest;

  /** For JAX-RS. */
  public GuardFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    Class<?> type = resource.getResourceClass();
    Guard guard =
        guards.computeIfAbsent(resource.getResourceMethod(), method -> guardOf(type, method));
    switch (guard) {
      case OPEN -> {}
      case BEARER -> BearerContext.establish(request, verifier);
      case SENSITIVE -> unrevoked(request);
      case FRESH -> requireFresh(unrevoked(request));
      case ADMINISTRATOR -> requireAdministrator(unrevoked(request));
      case FRESH_ADMINISTRATOR -> {
        VerifiedToken caller = unrevoked(request);
        requireAdministrator(caller);
        requireFresh(caller);
      }
      case SERVICE -> services.admit(request, servletRequest);
    }
  }

  /** A resource that is not ours is the server's own, such as its answer to OPTIONS: it is open. */
  private static Guard guardOf(Class<?> type, Method method) {
    return Declarations.typesOf(type).anyMatch(Resources.classes()::contains)
        ? Route.guardOf(type, method)
        : Guard.OPEN;
  }

  private VerifiedToken unrevoked(ContainerRequestContext request) {
    return BearerContext.establishUnrevoked(request, verifier, revocationCheck);
  }

  private void requireFresh(VerifiedToken caller) {
    FreshLogin.require(caller, settings.reauthenticationMaxAge(), clock.instant());
  }

  private static void requireAdministrator(VerifiedToken caller) {
    if (!caller.getGroups().contains(Accounts.ADMINISTRATOR)) {
      throw new ForbiddenException();
    }
  }
}
