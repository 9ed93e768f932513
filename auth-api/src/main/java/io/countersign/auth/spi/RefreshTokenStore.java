package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refresh-token families, one row each however often they rotate.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node. What ends
 * a family denies its access tokens in the same transaction; {@link Denylist#publish()} makes that
 * known.
 */
public interface RefreshTokenStore {

  /**
   * Opens a family, if its user is enabled and no epoch that ends sessions has begun since the user
   * was authenticated.
   *
   * @return whether it was opened
   */
  boolean open(NewFamily family);

  /**
   * Exchanges a token for its successor if, and only if, it is the family's latest, the family goes
   * on, and no later epoch has ended it: one conditional update.
   *
   * <p>A refusal that ends the family has ended it, committed, when the value is returned.
   */
  Rotation rotate(RotationAttempt attempt);

  /** A family as it is now; looking at it changes nothing. */
  Optional<FamilyState> peek(UUID family);

  /**
   * Deletes a family, as a logout does; one that is gone stays gone, but its access tokens may not
   * have expired yet and are denied all the same.
   *
   * @return whose it was, empty when there was none
   */
  Optional<UUID> delete(UUID family, Instant now);

  /**
   * Ends a family; one that has ended or expired before stays as it ended.
   *
   * @param family the family
   * @param userId whose it must be, null when it may be anybody's
   * @return empty when there is no such family
   */
  Optional<Ended> end(UUID family, @Nullable UUID userId, Ending ending);

  /**
   * A family that has ended.
   *
   * @param userId whose it is
   * @param now whether this call ended it, or it had ended or expired before
   */
  record Ended(UUID userId, boolean now) {}

  /**
   * Ends all families of a user but one.
   *
   * @param userId the user
   * @param kept the family that goes on
   * @return how many of them were live until this call
   */
  int endOthers(UUID userId, UUID kept, Ending ending);

  /**
   * Ends all families of a user by a new epoch: one row is written, however many there are.
   *
   * @return how many were live until this call
   */
  int endAll(UUID userId, Ending ending);

  /**
   * Ends every family of every user by a new epoch: one row is written.
   *
   * @param ending whose reason is {@link EndReason#LOGOUT_ALL}, which no other call's is
   */
  void endEverything(Ending ending);
}
