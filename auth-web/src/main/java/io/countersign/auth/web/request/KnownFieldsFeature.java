package io.countersign.auth.web.request;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets no operation ignore what a request says. Each gets a filter that knows its query parameters
 * and whether it reads a body, unless it {@link IgnoresUnknownFields}.
 */
public class KnownFieldsFeature implements DynamicFeature {

  /** For JAX-RS. */
  public KnownFieldsFeature() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Class<?> type = resource.getResourceClass();
    Method method = resource.getResourceMethod();
    if (!type.isAnnotationPresent(IgnoresUnknownFields.class)) {
      context.register(
          new KnownFieldsFilter(parameters(type, method), readsBody(method)), Priorities.USER);
    }
  }

  private static boolean readsBody(Method method) {
    return Stream.of(method.getParameterTypes()).anyMatch(InputStream.class::equals);
  }

  private static Set<String> parameters(Class<?> type, Method method) {
    Set<String> names = new HashSet<>();
    Stream.of(method.getParameters()).forEach(it -> add(it, it.getType(), names));
    Stream.of(type.getDeclaredFields()).forEach(it -> add(it, it.getType(), names));
    return names;
  }

  private static void add(AnnotatedElement element, Class<?> type, Set<String> names) {
    QueryParam parameter = element.getAnnotation(QueryParam.class);
    if (parameter != null) {
      names.add(parameter.value());
    }
    if (element.isAnnotationPresent(BeanParam.class)) {
      Stream.of(type.getDeclaredFields()).forEach(it -> add(it, it.getType(), names));
    }
  }
}
