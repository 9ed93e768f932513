package io.countersign.auth.spi;

import io.countersign.auth.Device;
import java.time.Instant;
import java.util.UUID;

/**
 * A live family as its user sees it.
 *
 * @param id the family's id
 * @param userId whose it is
 * @param device what is known of the device, without the fingerprint
 * @param createdAt when it was opened
 * @param lastUsedAt when it was opened or last rotated
 * @param expiresAt when it ends if it is not used again
 * @param generation how often it was rotated
 */
public record Session(
    UUID id,
    UUID userId,
    Device device,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    int generation) {}
