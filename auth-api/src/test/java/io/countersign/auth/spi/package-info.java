/**
 * The ports' contract tests, which every adapter runs, and in-memory twins of the adapters.
 *
 * <p>The twins make the contract tests run against something fast and simple first, and serve the
 * core's own tests. They hold one lock where a database has transactions.
 */
@NullMarked
package io.countersign.auth.spi;

import org.jspecify.annotations.NullMarked;
