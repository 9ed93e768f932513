/**
 * Issue, verify, rotate: plain Java and jose4j, no Jakarta EE, no database, no clock of its own.
 *
 * <p>A refresh goes one way: {@link io.countersign.auth.core.RotatingTokenService} → {@link
 * io.countersign.auth.core.RefreshTokenCodec} (parse, digest, derive the successor) → the store's
 * conditional update → {@link io.countersign.auth.core.AccessTokenIssuer}. Signing and verifying
 * are jose4j's and the JCA's; what reaches them and what is asked of the claims is decided here.
 */
@NullMarked
package io.countersign.auth.core;

import org.jspecify.annotations.NullMarked;
