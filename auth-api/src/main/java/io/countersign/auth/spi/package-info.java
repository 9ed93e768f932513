/**
 * What adapters implement: the ports of Countersign.
 *
 * <p>A port is named by what its caller asks of it. Every change of state is one call that says who
 * won. There is no {@code save}: with check-then-act on a token, two callers can win. Outcomes are
 * values, never exceptions: a refusal that revokes must not be rolled back by the exception that
 * reports it. Each port has one contract test that every adapter runs.
 */
@NullMarked
package io.countersign.auth.spi;

import org.jspecify.annotations.NullMarked;
