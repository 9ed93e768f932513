package io.countersign.auth.web.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says who may call a route. It stands on the method, or on the resource for all its methods; on a
 * method it counts alone. A route without it stops the deployment.
 *
 * <p>Not {@code @RolesAllowed}: one server does not enforce it on resources, another enforces it
 * before the token has been looked at.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Guarded {

  /** Who may call the route. */
  Guard value();
}
