/**
 * Sessions and accounts: issue, rotate, revoke. Plain Java, no database, no clock of its own.
 *
 * <p>{@link io.countersign.auth.core.RotatingTokenService} is the way in. A login goes to {@code
 * SessionOpening}. A refresh goes one way: {@code TokenRefresh} → {@link
 * io.countersign.auth.core.RefreshTokenCodec} (parse, digest, derive the successor) → the store's
 * conditional update → {@link io.countersign.auth.core.AccessTokenIssuer}. A refusal is a value
 * until the store has committed, and becomes an exception then.
 */
@NullMarked
package io.countersign.auth.core;

import org.jspecify.annotations.NullMarked;
