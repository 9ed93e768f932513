/**
 * The ports on PostgreSQL: JPA adapters and migrations.
 *
 * <p>JPA-neutral, since Hibernate runs it on one server and EclipseLink on another; the one native
 * statement is the rotation, which is a conditional update that returns what the caller needs, so
 * that an accepted refresh is one statement and one commit. Every method is a transaction of its
 * own, a caller's transaction notwithstanding, and returns its outcome: neither an exception nor a
 * caller's rollback may undo what a refusal has revoked.
 */
@NullMarked
package io.countersign.auth.persistence;

import org.jspecify.annotations.NullMarked;
