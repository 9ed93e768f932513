/**
 * The JAX-RS application and its wiring.
 *
 * <p>{@code Wiring} makes the parts and is the only place with a clock and a source of randomness.
 * {@code AuthApplication} names every resource and provider. The rooms below hold these by what
 * they are for. The classes lie in the EAR's library folder, so that every application of the EAR
 * can inject the services.
 */
@NullMarked
package io.countersign.auth.web;

import org.jspecify.annotations.NullMarked;
