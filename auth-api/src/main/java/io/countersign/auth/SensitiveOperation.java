package io.countersign.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS resource or method that needs a valid bearer token which has not been revoked.
 *
 * <p>Before the method runs, a {@link TokenVerifier} verifies the token and a {@link
 * RevocationCheck} checks that it was not revoked. A refused request never reaches the method. It
 * gets the answer that {@code /auth} would give. The method finds the {@link VerifiedToken} as its
 * security context's user principal.
 *
 * <p>The mark of a class or an interface also holds for every class that extends or implements it.
 * The mark of an {@code Application} holds for all its resources. For a sub-resource (Jakarta REST
 * 3.1 §3.4.1), mark its class or its methods: a mark on the locator does not reach them.
 *
 * <p>Every application of Countersign's EAR enforces the mark with no code of its own, unless it
 * forbids services by the property {@code jakarta.ws.rs.loadServices}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SensitiveOperation {

  /**
   * How old the login behind the token may be (RFC 9470), as an ISO 8601 duration such as {@code
   * PT5M}; any age by default.
   *
   * <p>A request with an older login is refused with {@link ReauthenticationRequiredException}, and
   * so is a token that does not say when the login was. Of several marks that hold for a method,
   * the shortest age counts. A value that is no positive duration stops the deployment.
   */
  String maxAge() default "";
}
