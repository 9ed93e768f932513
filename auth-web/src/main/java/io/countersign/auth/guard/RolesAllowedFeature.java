package io.countersign.auth.guard;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Enforces {@link RolesAllowed} and {@link DenyAll} (Jakarta Annotations §2.11) in every JAX-RS
 * application of the EAR, and in those that have the client's jar.
 *
 * <p>Servers do not agree on these annotations. WildFly enforces them when it is told to, Payara
 * does not in an EAR of several WARs. A server that does not enforce them tells nobody and lets
 * everybody in.
 */
@Priority(SensitiveOperationFeature.PRIORITY + 1)
public class RolesAllowedFeature implements DynamicFeature {

  /** For JAX-RS and {@link java.util.ServiceLoader}. */
  public RolesAllowedFeature() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    List<Set<String>> roles = rolesOf(resource.getResourceClass(), resource.getResourceMethod());
    if (!roles.isEmpty()) {
      context.register(
          new RolesAllowedFilter(roles, CDI.current().select(TokenVerifier.class)),
          Priorities.AUTHENTICATION + 1); // after that of sensitive operations
    }
  }

  /**
   * Reads the sets of roles that guard a method. A caller must have one role of each set, so an
   * empty set lets nobody in.
   *
   * <p>An annotation on the method itself counts alone. Otherwise the annotations on the methods
   * that it overrides, on the class that declares it and on the resource all count. Each may close
   * the method, and none opens what another has closed.
   */
  static List<Set<String>> rolesOf(Class<?> resource, Method method) {
    if (isTold(method)) {
      return rolesOf(method).stream().toList();
    }
    return Stream.<Stream<? extends AnnotatedElement>>of(
            Declarations.methodsOf(resource, method),
            nearest(method.getDeclaringClass()),
            nearest(resource))
        .flatMap(places -> places)
        .flatMap(place -> rolesOf(place).stream())
        .distinct()
        .toList();
  }

  private static Stream<Class<?>> nearest(Class<?> type) {
    return Declarations.typesOf(type).filter(RolesAllowedFeature::isTold).limit(1);
  }

  private static boolean isTold(AnnotatedElement element) {
    return element.isAnnotationPresent(RolesAllowed.class)
        || element.isAnnotationPresent(DenyAll.class)
        || element.isAnnotationPresent(PermitAll.class);
  }

  /** What one place says, the strictest if it contradicts itself; empty where it closes nothing. */
  private static Optional<Set<String>> rolesOf(AnnotatedElement place) {
    if (place.isAnnotationPresent(DenyAll.class)) {
      return Optional.of(Set.of());
    }
    return Optional.ofNullable(place.getAnnotation(RolesAllowed.class))
        .map(allowed -> Set.copyOf(Arrays.asList(allowed.value())));
  }
}
