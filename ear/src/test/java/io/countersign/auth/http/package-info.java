/**
 * The flows over HTTP against the deployed EAR, as a client sees them, black-box.
 *
 * <p>All classes share one server: a test makes its own users and leaves those of others alone.
 */
@NullMarked
package io.countersign.auth.http;

import org.jspecify.annotations.NullMarked;
