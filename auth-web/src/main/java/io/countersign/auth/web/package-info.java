/**
 * The JAX-RS application and its wiring.
 *
 * <p>{@code Assembly} puts the parts together, in plain Java. {@code Wiring} hands it the adapters,
 * a clock and a source of randomness, and hands its parts to CDI. {@code Resources} names every
 * resource and provider, and {@code GuardFilter} stands before all of them. The packages below hold
 * the resources and providers, each for one purpose. The classes lie in the EAR's library folder,
 * so that every application of the EAR can inject the services.
 */
@NullMarked
package io.countersign.auth.web;

import org.jspecify.annotations.NullMarked;
