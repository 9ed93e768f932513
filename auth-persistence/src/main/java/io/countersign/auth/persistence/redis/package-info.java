/**
 * The denylist in Redis or Valkey.
 *
 * <p>It fails closed: while Redis cannot be asked, or may have forgotten, nobody is told that a
 * token is not denied.
 */
@NullMarked
package io.countersign.auth.persistence.redis;

import org.jspecify.annotations.NullMarked;
