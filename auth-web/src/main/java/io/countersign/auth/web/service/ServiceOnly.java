package io.countersign.auth.web.service;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what needs a service: a valid, unrevoked bearer token of an account with the role {@link
 * io.countersign.auth.core.Accounts#SERVICE}, or the account's name and password (HTTP Basic).
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ServiceOnly {}
