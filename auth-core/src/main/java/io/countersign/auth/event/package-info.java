/**
 * Reports security events: to the store, to the log and to the listeners that the deployment adds.
 *
 * <p>Every act of this module that matters to security is told here, once, after it is committed.
 */
@NullMarked
package io.countersign.auth.event;

import org.jspecify.annotations.NullMarked;
