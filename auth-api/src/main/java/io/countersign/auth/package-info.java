/**
 * What callers use: services, tokens and refusals.
 *
 * <p>Applications inject {@link io.countersign.auth.TokenService}, {@link
 * io.countersign.auth.TokenVerifier} and {@link io.countersign.auth.RevocationCheck}, and mark what
 * must never run on a revoked token with {@link io.countersign.auth.SensitiveOperation}. Unverified
 * tokens are strings, verified ones are a type of their own that only a verifier makes, so that the
 * compiler tells them apart.
 */
@NullMarked
package io.countersign.auth;

import org.jspecify.annotations.NullMarked;
