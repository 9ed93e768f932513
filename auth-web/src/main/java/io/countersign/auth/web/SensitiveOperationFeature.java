package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Enforces {@link SensitiveOperation} in every JAX-RS application of the EAR.
 *
 * <p>Servers load it as a service (Jakarta REST 3.1 §4.1.2) into each application that does not
 * forbid that; one that does, by {@code jakarta.ws.rs.loadServices}, has to register it. A name
 * binding would not do: where its filter is not registered, it is silently not enforced, and what
 * it binds to differs between servers where classes inherit.
 */
@NullUnmarked
public class SensitiveOperationFeature implements DynamicFeature {

  @Context @Nullable Application application;

  /** For JAX-RS and {@link java.util.ServiceLoader}. */
  public SensitiveOperationFeature() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (isSensitive(resource.getResourceClass(), resource.getResourceMethod())
        || isSensitive(typeOf(application))) {
      // Looked up, because not every server injects into what it loads as a service.
      CDI<Object> beans = CDI.current();
      context.register(
          new SensitiveOperationFilter(
              beans.select(TokenVerifier.class), beans.select(RevocationCheck.class)),
          Priorities.AUTHENTICATION);
    }
  }

  /** Jersey hands out a configuration of its own, which has the application that was deployed. */
  static @Nullable Class<?> typeOf(@Nullable Application application) {
    if (application == null) {
      return null;
    }
    try {
      return application.getClass().getMethod("getApplication").invoke(application).getClass();
    } catch (ReflectiveOperationException e) {
      return application.getClass();
    }
  }

  static boolean isSensitive(Class<?> resource, Method method) {
    return isSensitive(resource)
        || isSensitive(method.getDeclaringClass())
        || Stream.concat(typesOf(resource), typesOf(method.getDeclaringClass()))
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .anyMatch(declared -> isMarked(declared) && mayBeOverridden(declared, method));
  }

  private static boolean isSensitive(@Nullable Class<?> type) {
    return typesOf(type).anyMatch(SensitiveOperationFeature::isMarked);
  }

  private static boolean isMarked(AnnotatedElement element) {
    return element.isAnnotationPresent(SensitiveOperation.class);
  }

  /** A type with all that it extends and implements. */
  private static Stream<Class<?>> typesOf(@Nullable Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(type),
            Stream.concat(Stream.of(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .flatMap(SensitiveOperationFeature::typesOf));
  }

  /** By name and parameters, erased ones included: one method too many is better than one less. */
  private static boolean mayBeOverridden(Method declared, Method by) {
    Class<?>[] wider = declared.getParameterTypes();
    Class<?>[] own = by.getParameterTypes();
    if (!declared.getName().equals(by.getName()) || wider.length != own.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (!wider[i].isAssignableFrom(own[i])) {
        return false;
      }
    }
    return true;
  }
}
