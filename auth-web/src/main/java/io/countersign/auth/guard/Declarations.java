package io.countersign.auth.guard;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places where an annotation of a resource may stand: also on what the resource extends and
 * implements.
 */
public final class Declarations {

  private Declarations() {}

  /** A type with all that it extends and implements, itself first. */
  public static Stream<Class<?>> typesOf(@Nullable Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(type),
            Stream.concat(Stream.of(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .flatMap(Declarations::typesOf));
  }

  /** A method with all that it overrides in the types of its resource, itself first. */
  public static Stream<Method> methodsOf(Class<?> resource, Method method) {
    return Stream.concat(
        Stream.of(method),
        Stream.concat(typesOf(resource), typesOf(method.getDeclaringClass()))
            .filter(type -> type != method.getDeclaringClass()) // there are its overloads
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(declared -> mayBeOverridden(declared, method)));
  }

  /**
   * Compares names and parameters, erased ones included. A method too many is better than one too
   * few.
   */
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
