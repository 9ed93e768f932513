package io.countersign.auth.spi;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Keeps user accounts. */
public interface UserStore {

  /** The account with this id. */
  Optional<UserAccount> findById(UUID userId);

  /** The account with this normalised user name. */
  Optional<UserAccount> findByUsername(String username);

  /** Whether there is any account yet. */
  boolean isEmpty();

  /**
   * Adds an account unless its user name is taken.
   *
   * @return whether this call added it
   */
  boolean add(UserAccount account);

  /**
   * Changes a password, ending all sessions of the user by the same write: the epoch goes up.
   *
   * @param userId the user
   * @param verifiedHash the hash that the current password was checked against; when it is no
   *     longer the stored one, nothing changes
   * @param newHash the new password's hash
   * @return the new epoch, empty when another change came first
   */
  OptionalInt changePassword(UUID userId, String verifiedHash, String newHash);

  /**
   * Replaces the hash of an unchanged password by a stronger one, if it is still {@code
   * verifiedHash}.
   */
  void rehash(UUID userId, String verifiedHash, String newHash);

  /** Replaces a user's roles, as another directory now has them. */
  void replaceRoles(UUID userId, Set<String> roles);
}
