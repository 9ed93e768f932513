/**
 * Verifiers that are not ours: an application that knows nothing but MicroProfile JWT, on WildFly,
 * Payara and Open Liberty, one on Spring Boot, a service on Node (both as projects of their own,
 * under {@code src/test/apps}), and a client of the key set that keeps to HTTP's rules of caching
 * to the letter. What Countersign issues has to pass all of them, whenever keys rotate.
 */
@NullMarked
package io.countersign.auth.stock;

import org.jspecify.annotations.NullMarked;
