package io.countersign.auth.web.access;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what needs a valid, unrevoked bearer token of an administrator.
 *
 * <p>Not {@code @RolesAllowed}: one server does not enforce it on resources, another enforces it
 * before the token has been looked at.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AdministratorOnly {}
