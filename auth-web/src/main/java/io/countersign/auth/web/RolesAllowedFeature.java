package io.countersign.auth.web;

import io.countersign.auth.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Enforces {@link RolesAllowed} and {@link DenyAll} (Jakarta Annotations §2.11) in every JAX-RS
 * application of the EAR.
 *
 * <p>Servers do not agree on it: WildFly looks at them when it is told to, Payara not in an EAR of
 * several WARs. Where it is not enforced nobody is told, and everybody is let in.
 */
@Priority(SensitiveOperationFeature.PRIORITY + 1)
public class RolesAllowedFeature implements DynamicFeature {

  /** For JAX-RS and {@link java.util.ServiceLoader}. */
  public RolesAllowedFeature() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    rolesOf(resource.getResourceClass(), resource.getResourceMethod())
        .ifPresent(
            roles ->
                context.register(
                    new RolesAllowedFilter(roles, CDI.current().select(TokenVerifier.class)),
                    Priorities.AUTHENTICATION + 1)); // after that of sensitive operations
  }

  /**
   * The roles that a method is for, none where nobody may call it; empty where nothing is said. The
   * nearest word counts: the method's own, that of what it overrides, its class's, its kind's.
   */
  static Optional<Set<String>> rolesOf(Class<?> resource, Method method) {
    return Stream.<Stream<? extends AnnotatedElement>>of(
            Declarations.methodsOf(resource, method),
            Declarations.typesOf(resource),
            Declarations.typesOf(method.getDeclaringClass()))
        .<AnnotatedElement>flatMap(declarations -> declarations)
        .filter(RolesAllowedFeature::isTold)
        .findFirst()
        .filter(told -> !isForAll(told))
        .map(RolesAllowedFeature::rolesOf);
  }

  private static boolean isTold(AnnotatedElement element) {
    return element.isAnnotationPresent(RolesAllowed.class)
        || element.isAnnotationPresent(DenyAll.class)
        || element.isAnnotationPresent(PermitAll.class);
  }

  /** Of contradicting annotations the strictest holds. */
  private static boolean isForAll(AnnotatedElement told) {
    return !told.isAnnotationPresent(RolesAllowed.class)
        && !told.isAnnotationPresent(DenyAll.class);
  }

  private static Set<String> rolesOf(AnnotatedElement told) {
    RolesAllowed allowed = told.getAnnotation(RolesAllowed.class);
    return allowed == null || told.isAnnotationPresent(DenyAll.class)
        ? Set.of()
        : Set.copyOf(List.of(allowed.value()));
  }
}
