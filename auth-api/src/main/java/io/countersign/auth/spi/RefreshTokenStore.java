package io.countersign.auth.spi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refresh-token families, one row each however often they rotate.
 *
 * <p>Every call commits before it returns, and is atomic against every other on any node.
 */
public interface RefreshTokenStore {

  /**
   * Opens a family, if its user is enabled and still of the epoch that was authenticated.
   *
   * @return whether it was opened
   */
  boolean open(NewFamily family);

  /**
   * Exchanges a token for its successor if, and only if, it is the family's latest, the family goes
   * on, and the user's epoch has not moved: one conditional update.
   *
   * <p>A refusal that ends the family has ended it, committed, when the value is returned.
   */
  Rotation rotate(RotationAttempt attempt);

  /** Deletes a family, as a logout does; one that is gone stays gone. */
  void delete(UUID family);

  /**
   * Ends a family of a user.
   *
   * @param family the family
   * @param userId whose it must be, null when it may be anybody's
   * @return whether there is such a family, ended now or before
   */
  boolean end(UUID family, @Nullable UUID userId);

  /**
   * Ends all families of a user but one.
   *
   * @param userId the user
   * @param kept the family that goes on
   * @param now which families are live
   * @return how many live ones this call ended
   */
  int endOthers(UUID userId, UUID kept, Instant now);

  /**
   * Ends all families of a user and moves the user's epoch on, so that one being opened at this
   * moment ends as well.
   *
   * @param userId the user
   * @param now which families are live
   * @return how many live ones this call ended
   */
  int endAll(UUID userId, Instant now);

  /** A user's live families, latest used first. */
  List<Session> liveSessions(UUID userId, Instant now);
}
