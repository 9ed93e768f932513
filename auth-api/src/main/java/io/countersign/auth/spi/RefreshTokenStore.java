package io.countersign.auth.spi;

import java.util.Optional;
import java.util.UUID;

/**
 * Opens and rotates refresh-token families, one row each however often they rotate.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node, those of
 * {@link FamilyEndings} included. What ends a family denies its access tokens in the same
 * transaction, which also keeps what is {@linkplain Report reported} of it; {@link
 * Denylist#publish()} makes the denial known.
 *
 * <p>A call whose commit is in doubt, because the connection broke, is made again with the same
 * values, and does once what both ask for. One that stays in doubt throws {@link
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
   * <p>A refusal that ends the family has ended it, committed, when the value is returned.
   *
   * @param report of a refusal that ends the family; nothing else is reported
   */
  Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report);

  /** A family as it is now; looking at it changes nothing. */
  Optional<FamilyState> peek(UUID family);
}
