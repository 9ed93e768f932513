/**
 * The authorization server metadata (RFC 8414), so that resource servers need the issuer alone.
 *
 * <p>All of it follows from the settings, and nothing from the request: no forged {@code Host}
 * leads a verifier to another's keys.
 */
@NullMarked
package io.countersign.auth.web.metadata;

import org.jspecify.annotations.NullMarked;
