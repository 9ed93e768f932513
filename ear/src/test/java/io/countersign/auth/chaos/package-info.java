/**
 * What {@code ./mvnw -Pchaos verify} proves: clients that keep to the protocol lose no session, and
 * nothing that was revoked comes back, while nodes and PostgreSQL are killed under load and a
 * standby takes over for good.
 *
 * <p>One thread kills, on a schedule of progress; the others are clients, which judge every answer
 * they get. Nothing is killed gently: what counts is what was acknowledged before.
 */
@NullMarked
package io.countersign.auth.chaos;

import org.jspecify.annotations.NullMarked;
