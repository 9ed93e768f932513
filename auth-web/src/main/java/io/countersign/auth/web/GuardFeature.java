package io.countersign.auth.web;

import io.countersign.auth.web.access.AdministratorFilter;
import io.countersign.auth.web.access.BearerFilter;
import io.countersign.auth.web.access.Route;
import io.countersign.auth.web.access.SensitiveFilter;
import io.countersign.auth.web.service.ServiceFilter;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Optional;

/**
 * Puts before each route what guards it.
 *
 * <p>Not by name bindings: where a filter is not registered, its binding is silently not enforced.
 */
public class GuardFeature implements DynamicFeature {

  /** For JAX-RS. */
  public GuardFeature() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Optional<Class<?>> filter =
        switch (Route.guardOf(resource.getResourceClass(), resource.getResourceMethod())) {
          case OPEN -> Optional.empty();
          case BEARER -> Optional.of(BearerFilter.class);
          case SENSITIVE -> Optional.of(SensitiveFilter.class);
          case ADMINISTRATOR -> Optional.of(AdministratorFilter.class);
          case SERVICE -> Optional.of(ServiceFilter.class);
        };
    filter.ifPresent(type -> context.register(type, Priorities.AUTHENTICATION));
  }
}
