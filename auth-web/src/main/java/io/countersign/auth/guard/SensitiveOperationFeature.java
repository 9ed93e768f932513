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
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    List<SensitiveOperation> marks =
        Stream.concat(
                marksOf(resource.getResourceClass(), resource.getResourceMethod()),
                marksOf(typeOf(application)))
            .toList();
    if (!marks.isEmpty()) {
      // Looked up, because not every server injects into what it loads as a service.
      CDI<Object> beans = CDI.current();
      context.register(
          new SensitiveOperationFilter(
              beans.select(TokenVerifier.class),
              beans.select(RevocationCheck.class),
              shortestAge(marks),
              Clock.systemUTC()),
          Priorities.AUTHENTICATION);
    }
  }

  /**
   * The shortest of the ages that the marks allow; empty when all of them allow any.
   *
   * @throws IllegalArgumentException when one is no positive duration
   */
  static Optional<Duration> shortestAge(List<SensitiveOperation> marks) {
    return marks.stream()
        .map(SensitiveOperation::maxAge)
        .filter(age -> !age.isEmpty())
        .map(SensitiveOperationFeature::age)
        .min(Comparator.naturalOrder());
  }

  private static Duration age(String text) {
    try {
      Duration age = Duration.parse(text);
      if (age.compareTo(Duration.ofSeconds(1)) >= 0) {
        return age;
      }
    } catch (DateTimeParseException e) {
      // falls through
    }
    throw new IllegalArgumentException(
        "the maxAge \"" + text + "\" of a @SensitiveOperation is no duration of a second or more");
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

  /** The marks that hold for a method of a resource. */
  static Stream<SensitiveOperation> marksOf(Class<?> resource, Method method) {
    return Stream.concat(
        Stream.concat(marksOf(resource), marksOf(method.getDeclaringClass())),
        Declarations.methodsOf(resource, method).flatMap(SensitiveOperationFeature::marksOn));
  }

  private static Stream<SensitiveOperation> marksOf(@Nullable Class<?> type) {
    return Declarations.typesOf(type).flatMap(SensitiveOperationFeature::marksOn);
  }

  private static Stream<SensitiveOperation> marksOn(AnnotatedElement element) {
    return Stream.ofNullable(element.getAnnotation(SensitiveOperation.class));
  }
}
