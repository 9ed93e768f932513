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
 * A family as a store reads it, under lock when it rotates it. It makes the judgements that all
 * stores share.
 *
 * @param id the family's id
 * @param userId whose it is
 * @param username the user's login name
 * @param roles the user's roles now
 * @param userCurrent whether the user is enabled, and no epoch that ends sessions has begun since
 *     the login
 * @param epoch the epoch of tokens that are issued now
 * @param generation how often it was rotated
 * @param tokenDigest the digest of that generation
 * @param successorSalt what that generation was derived with, null for generation 0
 * @param deviceDigest the keyed digest of the fingerprint it is bound to, null for none
 * @param terms what its login settled
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
    SessionTerms terms,
    Instant lastUsedAt,
    Instant expiresAt,
    @Nullable EndReason endReason) {

  /** Copies the roles. */
  public FamilyState {
    roles = Set.copyOf(roles);
  }

  /**
   * Whether it has not been ended, its user is enabled, and no epoch has ended it. Expiry does not
   * count here.
   */
  public boolean goesOn() {
    return endReason == null && userCurrent;
  }

  /** Whether it has expired; at {@code expiresAt} itself it has. */
  public boolean hasExpired(Instant now) {
    return hasExpired(expiresAt, now);
  }

  /** The same for any family or session with this end. */
  static boolean hasExpired(Instant expiresAt, Instant now) {
    return !expiresAt.isAfter(now);
  }

  /**
   * The outcome of {@code attempt} when this family is not rotated: a refusal, or what an earlier
   * rotation granted. Empty when the family is to be rotated.
   *
   * <p>Generations decide what is old, never times. An earlier generation is reuse even in a family
   * that has ended, so a thief's late attempt is still told apart from an honest one. An attempt
   * whose successor is the latest generation was accepted before. It is accepted again, because its
   * caller was not told.
   */
  public Optional<Rotation> outcomeWithoutRotating(RotationAttempt attempt) {
    int presented = attempt.token().generation();
    if (isDone(attempt)) {
      return Optional.of(goesOn() ? new Rotation.Accepted(grant()) : refused(Reason.REVOKED));
    }
    if (presented < generation) {
      return Optional.of(
          mayRepeat(attempt) && successorSalt != null
              ? repeated(attempt, successorSalt)
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
    if (isBoundElsewhere(attempt)) {
      return Optional.of(refused(Reason.DEVICE_MISMATCH));
    }
    return terms.allow(attempt.audience())
        ? Optional.empty()
        : Optional.of(refused(Reason.INVALID_TARGET));
  }

  /**
   * Whether its own device could exchange a token: it is the latest, and the family goes on.
   *
   * @param token a token that this deployment is known to have issued
   * @param digest its digest
   */
  public boolean isLive(RefreshTokenId token, SecretBytes digest, Instant now) {
    return token.equals(new RefreshTokenId(id, generation))
        && tokenDigest.equals(digest)
        && goesOn()
        && !hasExpired(now);
  }

  /** Whether this attempt was accepted before: each has a successor of its own, drawn at random. */
  private boolean isDone(RotationAttempt attempt) {
    return attempt.token().generation() == generation - 1
        && tokenDigest.equals(attempt.successorDigest());
  }

  /**
   * The grant of {@code opening}, if that opened this family, and the family goes on unused. An
   * opening that is made again, because its caller was not told, finds its grant here.
   */
  public Optional<Grant> grantOf(NewFamily opening) {
    boolean isOpened =
        id.equals(opening.id()) && generation == 0 && tokenDigest.equals(opening.tokenDigest());
    return isOpened && goesOn() ? Optional.of(grant()) : Optional.empty();
  }

  /** Only the latest generation's parent, within the retry window, from the same device. */
  private boolean mayRepeat(RotationAttempt attempt) {
    return !attempt.retryWindow().isZero() // whatever the clocks of two callers say
        && attempt.token().generation() == generation - 1
        && isWithin(attempt.retryWindow(), attempt.now())
        && goesOn()
        && !hasExpired(attempt.now())
        && !isBoundElsewhere(attempt);
  }

  private Rotation repeated(RotationAttempt attempt, SecretBytes salt) {
    return terms.allow(attempt.audience())
        ? new Rotation.Repeated(grant(), salt)
        : refused(Reason.INVALID_TARGET);
  }

  /** Counts in both directions: a clock that runs behind must not keep the window open. */
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
    return new Grant(
        new RefreshTokenId(id, generation), expiresAt, userId, username, roles, epoch, terms);
  }
}
