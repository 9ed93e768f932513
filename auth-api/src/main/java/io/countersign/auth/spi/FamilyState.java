package io.countersign.auth.spi;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.Rotation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A family as a store finds it, to rotate it under lock, and the judgements that all stores share.
 *
 * @param id the family's id
 * @param userId whose it is
 * @param username the user's login name
 * @param roles the user's roles now
 * @param userCurrent whether the user is enabled and no epoch that ends sessions has begun since
 * @param epoch the epoch of tokens that are issued now
 * @param generation how often it was rotated
 * @param tokenDigest the digest of that generation
 * @param successorSalt what that generation was derived with, null for generation 0
 * @param deviceDigest the keyed digest of the fingerprint it is bound to, null for none
 * @param lastUsedAt when it was opened or last rotated
 * @param expiresAt the end of that generation
 * @param endReason why it was ended, null while it goes on
 */
public record FamilyState(
    UUID id,
    UUID userId,
    String username,
    Set<String> roles,
    boolean userCurrent,
    int epoch,
    int generation,
    SecretBytes tokenDigest,
    @Nullable SecretBytes successorSalt,
    @Nullable SecretBytes deviceDigest,
    Instant lastUsedAt,
    Instant expiresAt,
    @Nullable EndReason endReason) {

  /** Copies the roles. */
  public FamilyState {
    roles = Set.copyOf(roles);
  }

  /** Whether it has neither been ended nor overtaken by an epoch; its expiry is another matter. */
  public boolean goesOn() {
    return endReason == null && userCurrent;
  }

  /** Whether its end is past: at its end it is. */
  public boolean hasExpired(Instant now) {
    return hasExpired(expiresAt, now);
  }

  /** The same of any family or session that expires then. */
  static boolean hasExpired(Instant expiresAt, Instant now) {
    return !expiresAt.isAfter(now);
  }

  /**
   * What {@code attempt} comes to without rotating this family: a refusal, or what an earlier
   * rotation granted. Empty when it is to be rotated.
   *
   * <p>Generations decide what is old, never times. An earlier generation is reuse even in a family
   * that has ended, so that a thief's late attempt is still told apart from an honest one. An
   * attempt that was accepted before, which its successor tells, is accepted again: its caller was
   * not told.
   */
  public Optional<Rotation> outcomeWithoutRotating(RotationAttempt attempt) {
    int presented = attempt.token().generation();
    if (isDone(attempt)) {
      return Optional.of(goesOn() ? new Rotation.Accepted(grant()) : refused(Reason.REVOKED));
    }
    if (presented < generation) {
      return Optional.of(
          mayRepeat(attempt) && successorSalt != null
              ? new Rotation.Repeated(grant(), successorSalt)
              : refused(Reason.REUSED));
    }
    if (presented > generation || !tokenDigest.equals(attempt.tokenDigest())) {
      return Optional.of(refused(Reason.REVOKED)); // of a history that this database never had
    }
    if (!goesOn()) {
      return Optional.of(refused(Reason.REVOKED));
    }
    if (hasExpired(attempt.now())) {
      return Optional.of(refused(Reason.EXPIRED));
    }
    return isBoundElsewhere(attempt)
        ? Optional.of(refused(Reason.DEVICE_MISMATCH))
        : Optional.empty();
  }

  /**
   * Whether its own device could exchange a token: it is the latest, and the family goes on.
   *
   * @param token the token: that this deployment issued it is known
   * @param digest its digest
   */
  public boolean isLive(RefreshTokenId token, SecretBytes digest, Instant now) {
    return token.equals(new RefreshTokenId(id, generation))
        && tokenDigest.equals(digest)
        && goesOn()
        && !hasExpired(now);
  }

  /** No two attempts have the same successor: it is drawn by lot. */
  private boolean isDone(RotationAttempt attempt) {
    return attempt.token().generation() == generation - 1
        && tokenDigest.equals(attempt.successorDigest());
  }

  /**
   * What this family grants if {@code opening} is what opened it, and it goes on unused: what an
   * opening finds whose caller was not told.
   */
  public Optional<Grant> grantOf(NewFamily opening) {
    boolean isOpened =
        id.equals(opening.id()) && generation == 0 && tokenDigest.equals(opening.tokenDigest());
    return isOpened && goesOn() ? Optional.of(grant()) : Optional.empty();
  }

  /** Only the parent of a generation that was never used, for a moment, from the same device. */
  private boolean mayRepeat(RotationAttempt attempt) {
    return !attempt.retryWindow().isZero() // whatever the clocks of two callers say
        && attempt.token().generation() == generation - 1
        && isWithin(attempt.retryWindow(), attempt.now())
        && goesOn()
        && !hasExpired(attempt.now())
        && !isBoundElsewhere(attempt);
  }

  /** On either side: a clock that runs behind must not keep the window open. */
  private boolean isWithin(Duration window, Instant now) {
    return Duration.between(lastUsedAt, now).abs().compareTo(window) < 0;
  }

  private boolean isBoundElsewhere(RotationAttempt attempt) {
    return deviceDigest != null && !deviceDigest.equals(attempt.deviceDigest());
  }

  private Rotation refused(Reason reason) {
    boolean endsFamily = reason.endReason().isPresent() && goesOn();
    return new Rotation.Refused(reason, Optional.of(userId), endsFamily);
  }

  private Grant grant() {
    return new Grant(new RefreshTokenId(id, generation), expiresAt, userId, username, roles, epoch);
  }
}
