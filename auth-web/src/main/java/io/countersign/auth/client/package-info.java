/**
 * The wiring of the client jar, which an application in its own deployment takes instead of the
 * EAR.
 *
 * <p>It verifies by the JWKS and asks the server itself whether a token was revoked, with nothing
 * but the caller's token. In the EAR these classes lie idle: only the jar announces their
 * extension.
 */
@NullMarked
package io.countersign.auth.client;

import org.jspecify.annotations.NullMarked;
