package io.countersign.auth.web.access;

import io.countersign.auth.guard.Declarations;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP method and a path that are answered, and who may call them.
 *
 * @param verb the HTTP method
 * @param path the path below {@code /auth}, as a template
 * @param guard who may call them
 */
public record Route(String verb, String path, Guard guard) {

  /**
   * The routes of these classes, by path; classes that are no resources have none.
   *
   * @throws IllegalStateException when one does not say what guards it, naming it
   */
  public static List<Route> of(Collection<Class<?>> classes) {
    return classes.stream()
        .filter(
            type -> Declarations.typesOf(type).anyMatch(it -> it.isAnnotationPresent(Path.class)))
        .flatMap(Route::routesOf)
        .sorted(Comparator.comparing(Route::path).thenComparing(Route::verb))
        .toList();
  }

  private static Stream<Route> routesOf(Class<?> resource) {
    return Stream.of(resource.getMethods())
        .filter(method -> !method.isBridge())
        .flatMap(
            method -> verbOf(resource, method).map(verb -> route(resource, method, verb)).stream());
  }

  private static Route route(Class<?> resource, Method method, String verb) {
    String path =
        template(Declarations.typesOf(resource))
            + template(Declarations.methodsOf(resource, method));
    return new Route(verb, path, guardOf(resource, method));
  }

  /**
   * Refuses a method with a path and no verb: it would hand the request to an object that nothing
   * guards.
   */
  private static Optional<String> verbOf(Class<?> resource, Method method) {
    Optional<String> verb =
        Declarations.methodsOf(resource, method)
            .flatMap(it -> Stream.of(it.getAnnotations()))
            .flatMap(it -> Stream.ofNullable(it.annotationType().getAnnotation(HttpMethod.class)))
            .map(HttpMethod::value)
            .findFirst();
    if (verb.isEmpty() && !template(Declarations.methodsOf(resource, method)).isEmpty()) {
      throw new IllegalStateException(name(resource, method) + " has a path and no HTTP method");
    }
    return verb;
  }

  private static String template(Stream<? extends AnnotatedElement> places) {
    return places
        .flatMap(it -> Stream.ofNullable(it.getAnnotation(Path.class)))
        .map(Path::value)
        .findFirst()
        .filter(path -> !path.isEmpty())
        .map(path -> "/" + path)
        .orElse("");
  }

  /**
   * Who may call a method of a resource.
   *
   * @throws IllegalStateException when neither says so, naming both
   */
  public static Guard guardOf(Class<?> resource, Method method) {
    return Stream.<AnnotatedElement>concat(
            Declarations.methodsOf(resource, method), Declarations.typesOf(resource))
        .flatMap(it -> Stream.ofNullable(it.getAnnotation(Guarded.class)))
        .map(Guarded::value)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name(resource, method) + " does not say what guards it (@Guarded)"));
  }

  private static String name(Class<?> resource, Method method) {
    return "the route " + resource.getName() + "." + method.getName();
  }

  /** Such as {@code GET /sessions BEARER}. */
  @Override
  public String toString() {
    return verb + " " + path + " " + guard;
  }
}
