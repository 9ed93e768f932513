package io.countersign.auth.spi;

import java.util.Optional;
import java.util.UUID;

/**
 * Opens and rotates refresh-token families. A family is one row, however often it rotates.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node, those of
 * {@link FamilyEndings} included. A call that ends a family denies its access tokens in the same
 * transaction. The transaction also keeps the call's {@linkplain Report events}. {@link
 * Denylist#publish()} then makes the denial known.
 *
 * <p>When a connection breaks at the commit, the call is in doubt. It is then made again with the
 * same values, and both together act once. A call that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface RefreshTokenStore {

  /**
   * Opens a family, if its user is enabled and no epoch that ends sessions has begun since the user
   * was authenticated.
   *
   * @param report of the family that was opened
   * @return the token and its user as of the moment of the opening, empty when it was not opened
   */
  Optional<Grant> open(NewFamily family, Report<Grant> report);

  /**
   * Exchanges a token for its successor if, and only if, it is the family's latest, the family goes
   * on, and no later epoch has ended it: one conditional update.
   *
   * <p>When this returns a refusal that ends the family, that end is already committed.
   *
   * @param report of a refusal that ends the family; nothing else is reported
   */
  Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report);

  /** A family as it is now; looking at it changes nothing. */
  Optional<FamilyState> peek(UUID family);
}
