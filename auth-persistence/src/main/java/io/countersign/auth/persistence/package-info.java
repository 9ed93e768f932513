/**
 * The ports on PostgreSQL: JPA adapters and migrations.
 *
 * <p>The code is JPA-neutral, since Hibernate runs it on one server and EclipseLink on another. It
 * uses native statements where the update or insert itself decides who was first. The rotation is
 * one of them: a conditional update that returns what the caller needs, so that an accepted refresh
 * is one statement and one commit.
 *
 * <p>Every method is a transaction of its own, even inside a caller's transaction, and returns its
 * outcome. Neither an exception nor a caller's rollback may undo what a refusal has revoked.
 */
@NullMarked
package io.countersign.auth.persistence;

import org.jspecify.annotations.NullMarked;
