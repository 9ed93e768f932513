/**
 * The ports on PostgreSQL: JPA adapters and migrations.
 *
 * <p>JPA-neutral, since Hibernate runs it on one server and EclipseLink on another; native
 * statements are where the update or insert itself decides who was first. The rotation is one: a
 * conditional update that returns what the caller needs, so that an accepted refresh is one
 * statement and one commit. Every method is a transaction of its own, a caller's transaction
 * notwithstanding, and returns its outcome: neither an exception nor a caller's rollback may undo
 * what a refusal has revoked.
 */
@NullMarked
package io.countersign.auth.persistence;

import org.jspecify.annotations.NullMarked;
