package io.countersign.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS resource or method that needs a valid bearer token which has not been revoked.
 *
 * <p>Each request is verified ({@link TokenVerifier}) and asked after ({@link RevocationCheck})
 * before the method runs; a refused one never reaches it, and is answered as {@code /auth} answers.
 * The method finds the {@link VerifiedToken} as its security context's user principal.
 *
 * <p>It holds for what a marked class or interface is extended or implemented by, and on an {@code
 * Application} for all that is in it. Every application of Countersign's EAR enforces it with no
 * code of its own, unless it forbids services by the property {@code jakarta.ws.rs.loadServices}.
 * Of a sub-resource (Jakarta REST 3.1 §3.4.1) mark the class or its methods; a mark on the locator
 * does not reach them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SensitiveOperation {}
