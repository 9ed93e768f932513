package io.countersign.auth.web;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Route;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An operation as a resource's annotations describe it.
 *
 * @param name its method and path
 * @param parameters where each parameter is and what it is called
 * @param needsToken whether one of our filters guards it
 */
record Operation(String name, Set<String> parameters, boolean needsToken) {

  /** All operations of these classes. */
  static Stream<Operation> of(Collection<Class<?>> classes) {
    return classes.stream()
        .filter(type -> type.isAnnotationPresent(Path.class))
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .flatMap(
            method ->
                Stream.of(method.getAnnotations())
                    .flatMap(
                        it ->
                            Stream.ofNullable(it.annotationType().getAnnotation(HttpMethod.class)))
                    .map(verb -> of(method, verb.value())));
  }

  private static Operation of(Method method, String verb) {
    Set<String> parameters = new TreeSet<>();
    Stream.of(method.getParameters()).forEach(it -> add(it, it.getType(), parameters));
    Stream.of(method.getDeclaringClass().getDeclaredFields())
        .forEach(it -> add(it, it.getType(), parameters));
    return new Operation(
        verb.toLowerCase(Locale.ROOT) + " " + path(method.getDeclaringClass()) + path(method),
        parameters,
        Route.guardOf(method.getDeclaringClass(), method) != Guard.OPEN);
  }

  private static String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null || path.value().isEmpty() ? "" : "/" + path.value();
  }

  private static void add(AnnotatedElement element, Class<?> type, Set<String> parameters) {
    if (element.isAnnotationPresent(PathParam.class)) {
      parameters.add("path " + element.getAnnotation(PathParam.class).value());
    }
    if (element.isAnnotationPresent(QueryParam.class)) {
      parameters.add("query " + element.getAnnotation(QueryParam.class).value());
    }
    if (element.isAnnotationPresent(BeanParam.class)) {
      Stream.of(type.getDeclaredFields()).forEach(it -> add(it, it.getType(), parameters));
    }
  }

  /** Its name and parameters. */
  String withParameters() {
    return name + ": " + parameters;
  }

  /** Its name and whether it needs a token. */
  String withSecurity() {
    return name + ": " + needsToken;
  }
}
