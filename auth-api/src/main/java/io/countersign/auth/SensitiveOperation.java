package io.countersign.auth;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS resource or method that needs a valid bearer token which has not been revoked.
 *
 * <p>Each request is verified ({@link TokenVerifier}) and asked after ({@link RevocationCheck})
 * before the method runs; a refused one never reaches it.
 */
@NameBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SensitiveOperation {}
