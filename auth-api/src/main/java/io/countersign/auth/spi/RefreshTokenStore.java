package io.countersign.auth.spi;

import java.time.Instant;
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
   * <p>The user has at no time more live families than the limit says, however many are opened at
   * once. When there are more already, because the limit was higher before, each opening ends some
   * hundreds of them. The family that is replaced does not count. It is deleted with its access
   * tokens denied, in the same moment.
   *
   * @param report of the family that was opened
   */
  Opening open(NewFamily family, Report<Opening.Opened> report);

  /**
   * Exchanges a token for its successor if, and only if, it is the family's latest, the family goes
   * on, and no later epoch has ended it: one conditional update.
   *
   * <p>When this returns a refusal that ends the family, that end is already committed.
   *
   * @param report of a refusal that ends the family; nothing else is reported
   */
  Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report);

  /**
   * Notes that the user of a family has proved who they are again, if the family is live at that
   * time. Its refresh token stays as it is.
   *
   * @param userId whose it must be
   * @param at when the user did
   * @param report of what was noted
   * @return the family's token and its user, empty when the family is not live
   */
  Optional<Grant> reauthenticate(UUID family, UUID userId, Instant at, Report<Grant> report);

  /** A family as it is now; looking at it changes nothing. */
  Optional<FamilyState> peek(UUID family);
}
