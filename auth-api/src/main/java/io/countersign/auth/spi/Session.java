package io.countersign.auth.spi;

import io.countersign.auth.Device;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A family as its user and administrators see it.
 *
 * @param id the family's id
 * @param userId whose it is
 * @param device what is known of the device, without the fingerprint
 * @param isBound whether it can be refreshed only with the fingerprint that opened it
 * @param createdAt when it was opened
 * @param lastUsedAt when it was opened or last rotated
 * @param expiresAt when it ends if it is not used again
 * @param generation how often it was rotated
 * @param ending how it was ended before its time, if it was; an ending after the expiry is dropped
 */
public record Session(
    UUID id,
    UUID userId,
    Device device,
    boolean isBound,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    int generation,
    Optional<Ending> ending) {

  /** Keeps the ending only if it came before the expiry. */
  public Session {
    ending = ending.filter(it -> !FamilyState.hasExpired(expiresAt, it.at()));
  }

  /** What became of a session. */
  public enum State {
    /** It goes on. */
    ACTIVE,
    /** It was not used for too long, or its longest life is over. */
    EXPIRED,
    /** It was ended before its time. */
    ENDED
  }

  /** What has become of it by {@code now}. */
  public State state(Instant now) {
    if (ending.isPresent()) {
      return State.ENDED;
    }
    return FamilyState.hasExpired(expiresAt, now) ? State.EXPIRED : State.ACTIVE;
  }
}
