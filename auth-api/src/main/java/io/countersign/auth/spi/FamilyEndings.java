package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends refresh-token families before their time.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node, those of
 * {@link RefreshTokenStore} included. It denies the access tokens of what it ends in the same
 * transaction, which also keeps what is {@linkplain Report reported} of it; {@link
 * Denylist#publish()} makes the denial known.
 *
 * <p>A call whose commit is in doubt, because the connection broke, is made again with the same
 * values, and does once what both ask for. One that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface FamilyEndings {

  /**
   * Deletes a family, as a logout does; one that is gone stays gone, but its access tokens may not
   * have expired yet and are denied all the same.
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
   * @param now whether this call ended it, or it had ended or expired before
   */
  record Ended(UUID userId, boolean now) {}

  /**
   * Ends families of a user but one: as many as one short transaction ends, so that who has very
   * many holds nobody up. Called again until there are no more.
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
   * @param isLast whether no other was left
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
   * @param ending whose reason is {@link EndReason#LOGOUT_ALL}, which no other call's is
   * @param report of the ending
   */
  void endEverything(Ending ending, Report<Ending> report);
}
