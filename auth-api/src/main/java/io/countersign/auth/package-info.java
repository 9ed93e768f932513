/**
 * What callers use: services, tokens and refusals.
 *
 * <p>Applications inject {@link io.countersign.auth.TokenService}, {@link
 * io.countersign.auth.TokenVerifier} and {@link io.countersign.auth.RevocationCheck}, and mark what
 * must never run on a revoked token with {@link io.countersign.auth.SensitiveOperation}. An
 * unverified token is a string. A verified token has a type of its own, which only a verifier
 * makes. So the compiler tells them apart.
 */
@NullMarked
package io.countersign.auth;

import org.jspecify.annotations.NullMarked;
