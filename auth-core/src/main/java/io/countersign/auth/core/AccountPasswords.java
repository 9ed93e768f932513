package io.countersign.auth.core;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.password.InitialPassword;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.util.Optional;
import java.util.UUID;

/** Finds users by the names that they type, and checks the passwords that Countersign keeps. */
public final class AccountPasswords {

  private final UserStore users;
  private final PasswordHasher hasher;

  /** The passwords of the accounts that are kept in {@code users}. */
  public AccountPasswords(UserStore users, PasswordHasher hasher) {
    this.users = users;
    this.hasher = hasher;
  }

  /** The account of this name; of two, the one that was named exactly so in an earlier version. */
  Optional<UserAccount> find(String username) {
    String name = Usernames.normalise(username);
    String exact = Usernames.fold(username);
    Optional<UserAccount> account = users.findByUsername(name);
    return exact.equals(name) ? account : users.findByUsername(exact).or(() -> account);
  }

  /**
   * Checks a password that Countersign itself keeps, in the lane of those who have proved who they
   * are.
   *
   * @see #authenticate(String, String, HashingLane)
   */
  public Optional<UserAccount> authenticate(String username, String password) {
    return authenticate(username, password, HashingLane.PROVEN);
  }

  /**
   * Checks a password that Countersign itself keeps.
   *
   * <p>An unknown user, a wrong password and a disabled user take the same time, unless the hash is
   * imported or cost another cost.
   *
   * @param lane in whose turn
   * @return the account, empty when any of it is wrong
   */
  public Optional<UserAccount> authenticate(String username, String password, HashingLane lane) {
    UserAccount account = find(username).orElse(null);
    String hash = account == null ? null : account.passwordHash();
    if (account == null || hash == null || account.disabled()) {
      hasher.spendTime(password, lane);
      return Optional.empty();
    }
    PasswordHasher.Match match = hasher.match(password, hash, lane);
    if (match == PasswordHasher.Match.NONE) {
      return Optional.empty();
    }
    if (isToBeReplaced(hash, match)) {
      replace(account.id(), hash, password, lane);
    }
    return Optional.of(account);
  }

  /** Not by a hash of more than what was compared: the rest may be a typing error. */
  private boolean isToBeReplaced(String hash, PasswordHasher.Match match) {
    return match != PasswordHasher.Match.BEGINNING
        && (match == PasswordHasher.Match.AS_TYPED || hasher.isOutdated(hash));
  }

  private void replace(UUID userId, String hash, String password, HashingLane lane) {
    String newHash;
    try {
      newHash = hasher.hash(password, lane);
    } catch (TooManyAttemptsException e) {
      return; // the password was right: the next login replaces it
    }
    users.rehash(userId, hash, newHash);
  }

  /**
   * Looks whether one more password can be hashed.
   *
   * @throws io.countersign.auth.TooManyAttemptsException when too many of the lane wait
   */
  public void requireRoom(HashingLane lane) {
    hasher.requireRoom(lane);
  }

  /**
   * Takes the time that {@link #authenticate(String, String, HashingLane) authenticating} takes,
   * and looks at no password.
   */
  public void pretendToAuthenticate(String username, String password, HashingLane lane) {
    find(username);
    hasher.spendTime(password, lane);
  }

  /**
   * Requires that a password is the one that Countersign keeps of a user.
   *
   * @throws InvalidCredentialsException when it is wrong, or another directory keeps it
   */
  public ProvenPassword requirePassword(UUID userId, String password) {
    UserAccount account = users.findById(userId).orElseThrow(InvalidCredentialsException::new);
    String hash = account.passwordHash();
    if (hash == null || hasher.match(password, hash) == PasswordHasher.Match.NONE) {
      throw new InvalidCredentialsException();
    }
    return new ProvenPassword(userId, hash);
  }

  /** Who has this user name, however it is spelt; whether the user is disabled does not matter. */
  public Optional<UUID> idOf(String username) {
    String name = Usernames.normalise(username);
    String exact = Usernames.fold(username);
    Optional<UUID> id = users.idOf(name);
    return exact.equals(name) ? id : users.idOf(exact).or(() -> id);
  }

  /** What is kept of a password. */
  String hash(InitialPassword password) {
    return hasher.hash(password);
  }
}
