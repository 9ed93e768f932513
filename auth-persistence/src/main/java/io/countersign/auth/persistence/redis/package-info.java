/**
 * The denylist in Redis or Valkey.
 *
 * <p>It fails closed: while Redis cannot be asked, or may have lost denials, no token counts as not
 * denied.
 */
@NullMarked
package io.countersign.auth.persistence.redis;

import org.jspecify.annotations.NullMarked;
