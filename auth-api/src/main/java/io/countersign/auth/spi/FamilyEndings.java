package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends refresh-token families before their time.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node, those of
 * {@link RefreshTokenStore} included. The same transaction denies the access tokens of the families
 * that it ends, and keeps the {@linkplain Report events}. {@link Denylist#publish()} then makes the
 * denial known.
 *
 * <p>When a connection breaks at the commit, the call is in doubt. It is then made again with the
 * same values, and both together act once. A call that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface FamilyEndings {

  /**
   * Deletes a family, as a logout does. When the family is gone already, its access tokens are
   * denied all the same: they may not have expired yet.
   *
   * @param report of whose it was, if there was one
   * @return whose it was, empty when there was none
   */
  Optional<UUID> delete(UUID family, Instant now, Report<UUID> report);

  /**
   * Ends a family; one that has ended or expired before stays as it ended.
   *
   * @param family the family
   * @param userId whose it must be, null when it may be anybody's
   * @param report of the family that this call ended
   * @return empty when there is no such family
   */
  Optional<Ended> end(UUID family, @Nullable UUID userId, Ending ending, Report<Ended> report);

  /**
   * A family that has ended.
   *
   * @param userId whose it is
   * @param now true when this call ended it, false when it had ended or expired before
   */
  record Ended(UUID userId, boolean now) {}

  /**
   * Ends the families of a user but one, at most as many as one short transaction can. So a user
   * with very many holds nobody up. Callers repeat the call until it says {@link
   * EndedBatch#isLast()}.
   *
   * @param userId the user
   * @param kept the family that goes on
   * @param report of what this call ended
   */
  EndedBatch endOthers(UUID userId, UUID kept, Ending ending, Report<EndedBatch> report);

  /**
   * Families that one call has ended.
   *
   * @param live how many of them were live until this call
   * @param isLast whether no other is left to end
   */
  record EndedBatch(int live, boolean isLast) {}

  /**
   * Ends all families of a user by a new epoch: one row is written, however many there are.
   *
   * @param report of how many were live until this call
   * @return how many were live until this call
   */
  int endAll(UUID userId, Ending ending, Report<Integer> report);

  /**
   * Ends every family of every user by a new epoch: one row is written.
   *
   * @param ending its reason is {@link EndReason#LOGOUT_ALL}, which only this call uses
   * @param report of the ending
   */
  void endEverything(Ending ending, Report<Ending> report);
}
