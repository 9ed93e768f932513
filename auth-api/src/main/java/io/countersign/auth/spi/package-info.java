/**
 * What adapters implement: the ports of Countersign.
 *
 * <p>A port is named by what its caller asks of it, and every change of state is one call that says
 * who won: there is no {@code save}, because check-then-act on a token is how two callers win.
 * Outcomes are values, never exceptions: a refusal that revokes must not be rolled back by the
 * exception that reports it. Each port has one contract test that every adapter runs.
 */
@NullMarked
package io.countersign.auth.spi;

import org.jspecify.annotations.NullMarked;
