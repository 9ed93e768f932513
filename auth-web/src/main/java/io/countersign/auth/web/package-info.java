/**
 * JAX-RS and the wiring.
 *
 * <p>A resource reads the request into typed values, calls one service and writes one answer; a
 * refusal is thrown and becomes a problem document (RFC 9457) in one place. {@code Wiring} is the
 * only place where the parts are put together and where a clock, a source of randomness or a
 * setting is read. The classes lie in the EAR's library folder, so that every application of the
 * EAR can inject the services.
 */
@NullMarked
package io.countersign.auth.web;

import org.jspecify.annotations.NullMarked;
