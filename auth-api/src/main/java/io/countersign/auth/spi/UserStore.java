package io.countersign.auth.spi;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps user accounts.
 *
 * <p>An epoch is a number from one sequence of the deployment. A change that makes earlier tokens
 * worthless takes the next one, so of two epochs the greater began later, also across users.
 *
 * <p>When a connection breaks at the commit, the call is in doubt. It is then made again with the
 * same values, and both together act once. A call that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface UserStore {

  /** The account with this id. */
  Optional<UserAccount> findById(UUID userId);

  /** The id of the account with this normalised user name. Without one it takes the same time. */
  Optional<UUID> idOf(String username);

  /** The account with this normalised user name. */
  Optional<UserAccount> findByUsername(String username);

  /**
   * A page of accounts in the order of their user names, code point by code point.
   *
   * @param prefix only names that begin so; empty for all
   * @param after only names after this one, null for the first page
   * @param limit how many at most
   */
  List<UserAccount> list(String prefix, @Nullable String after, int limit);

  /** Whether there is any account yet. */
  boolean isEmpty();

  /**
   * Adds an account unless its user name is taken.
   *
   * @param account the account, with an id that nobody has yet
   * @param report of the account that was added
   * @return whether it was added
   */
  boolean add(UserAccount account, Report<UserAccount> report);

  /**
   * Changes a password, ending all sessions of the user by the same write: a new epoch begins.
   *
   * @param userId the user
   * @param verifiedHash the hash that the current password was checked against; when it is no
   *     longer the stored one, nothing changes
   * @param newHash the new password's hash, with a salt of its own
   * @param ending who changed it, and when
   * @param report of the account after the change
   * @return the account after the change, all of it of one moment; empty when another change of the
   *     password came first
   */
  Optional<UserAccount> changePassword(
      UUID userId, String verifiedHash, String newHash, Ending ending, Report<UserAccount> report);

  /**
   * Changes an account as an administrator wants it. A new password, disabling, and other roles
   * than before begin a new epoch. A change without effect begins none.
   *
   * @param by who changes it, and when; its reason is not used
   * @param report of an account that was changed
   */
  ChangedUser change(UUID userId, UserChange change, Ending by, Report<ChangedUser.Done> report);

  /**
   * Deletes an account with all of its sessions, and denies every access token issued to the user
   * so far. The user's events stay, with the user's id. The details of logins, which name the
   * device, are removed. So are the notes of administrators, and the addresses of what the user did
   * to her own account.
   *
   * @param neededRole a role that some enabled user must have afterwards, as at {@link
   *     UserChange#neededRole}
   * @param by who deletes it, and when; its reason is not used
   * @param report of the account that was deleted
   */
  UserDeletion delete(
      UUID userId, Optional<String> neededRole, Ending by, Report<UserAccount> report);

  /**
   * Replaces the hash of an unchanged password by a stronger one, if it is still {@code
   * verifiedHash}.
   */
  void rehash(UUID userId, String verifiedHash, String newHash);
}
