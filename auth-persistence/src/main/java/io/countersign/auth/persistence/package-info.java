/**
 * The ports on PostgreSQL: JPA adapters and migrations.
 *
 * <p>The code is JPA-neutral, since Hibernate runs it on one server and EclipseLink on another. It
 * uses native statements where the update or insert itself decides who was first. The rotation is
 * plain JDBC: a conditional update that commits by itself and returns what the caller needs.
 *
 * <p>Every call commits by itself, even inside a caller's transaction, and returns its outcome. The
 * hottest statements run without a transaction around them. Neither an exception nor a caller's
 * rollback may undo what a refusal has revoked.
 */
@NullMarked
package io.countersign.auth.persistence;

import org.jspecify.annotations.NullMarked;
