package io.countersign.auth.spi;

import io.countersign.auth.Device;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refresh-token family to be opened.
 *
 * @param id the family's id
 * @param userId whose it is
 * @param epoch the user's epoch in the account that was read when the user was authenticated
 * @param tokenDigest the digest of generation 0
 * @param deviceDigest the keyed digest of the fingerprint it is bound to, null for none
 * @param device what to show of the device
 * @param terms what the login settles
 * @param limit how many live families the user may have with this one
 * @param replaces the family that this one takes the place of, null for none; it need not exist,
 *     and may be another user's
 * @param openedAt now
 * @param expiresAt the end of generation 0
 * @param endsAt the end of the family, however often it is rotated
 */
public record NewFamily(
    UUID id,
    UUID userId,
    int epoch,
    SecretBytes tokenDigest,
    @Nullable SecretBytes deviceDigest,
    Device device,
    SessionTerms terms,
    SessionLimit limit,
    @Nullable UUID replaces,
    Instant openedAt,
    Instant expiresAt,
    Instant endsAt) {}
