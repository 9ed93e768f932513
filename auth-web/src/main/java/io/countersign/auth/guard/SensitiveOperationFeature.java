package io.countersign.auth.guard;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Enforces {@link SensitiveOperation} in every JAX-RS application of the EAR, and in those that
 * have the client's jar.
 *
 * <p>Servers load it as a service (Jakarta REST 3.1 §4.1.2) into each application. An application
 * that forbids this, by {@code jakarta.ws.rs.loadServices}, has to register it.
 *
 * <p>A name binding would not do. If its filter is not registered, a binding is silently not
 * enforced, and servers differ in what it binds to where classes inherit.
 */
@NullUnmarked
@Priority(SensitiveOperationFeature.PRIORITY)
public class SensitiveOperationFeature implements DynamicFeature {

  /**
   * A number that nobody else uses: of services with the same priority, RESTEasy loads only one.
   */
  static final int PRIORITY = 714_273;

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

  /**
   * The class of the application that was deployed. Jersey hands out a configuration that wraps it.
   */
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
        || Declarations.methodsOf(resource, method).anyMatch(SensitiveOperationFeature::isMarked);
  }

  private static boolean isSensitive(@Nullable Class<?> type) {
    return Declarations.typesOf(type).anyMatch(SensitiveOperationFeature::isMarked);
  }

  private static boolean isMarked(AnnotatedElement element) {
    return element.isAnnotationPresent(SensitiveOperation.class);
  }
}
