package io.countersign.auth.core;

import com.github.f4b6a3.uuid.UuidCreator;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who the users are and how they prove it. */
public final class Accounts {

  /** The role that administers Countersign. */
  public static final String ADMINISTRATOR = "auth-admin";

  private final UserStore users;
  private final PasswordHasher hasher;
  private final Clock clock;

  /** Accounts kept in {@code users}. */
  public Accounts(UserStore users, PasswordHasher hasher, Clock clock) {
    this.users = users;
    this.hasher = hasher;
    this.clock = clock;
  }

  /** A user name as it is compared and stored: NFKC, lower case. */
  public static String normalise(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a password that Countersign itself keeps.
   *
   * <p>An unknown user, a wrong password and a disabled user take the same time.
   *
   * @return the account, empty when any of it is wrong
   */
  public Optional<UserAccount> authenticate(String username, String password) {
    UserAccount account = users.findByUsername(normalise(username)).orElse(null);
    String hash = account == null ? null : account.passwordHash();
    if (account == null || hash == null) {
      hasher.spendTime(password);
      return Optional.empty();
    }
    if (!hasher.matches(password, hash) || account.disabled()) {
      return Optional.empty();
    }
    if (hasher.isOutdated(hash)) {
      users.rehash(account.id(), hash, hasher.hash(password));
    }
    return Optional.of(account);
  }

  /**
   * The account of a user whom another directory has authenticated, made at the first login, with
   * the roles that the directory names now.
   *
   * @param directory the other directory's name
   * @return empty when the user name belongs to another directory's user, or is disabled here
   */
  public Optional<UserAccount> adopt(String directory, String username, Set<String> roles) {
    String name = normalise(username);
    users.add(
        new UserAccount(newUserId(), name, directory, null, roles, 0, false, clock.instant()));
    Optional<UserAccount> account =
        users
            .findByUsername(name)
            .filter(found -> found.directory().equals(directory) && !found.disabled());
    account
        .filter(found -> !found.roles().equals(roles))
        .ifPresent(found -> users.replaceRoles(found.id(), roles));
    return account.flatMap(found -> users.findById(found.id()));
  }

  /** The account with this id. */
  public Optional<UserAccount> find(UUID userId) {
    return users.findById(userId);
  }

  /**
   * Changes a user's password, which ends all of the user's sessions.
   *
   * @param userId the user
   * @param currentPassword what the user typed as the current one
   * @param newPassword a password that {@link PasswordPolicy} accepts
   * @return the account of the new epoch
   * @throws InvalidCredentialsException when the current password is wrong, another change came
   *     first, or another directory keeps the password
   */
  public UserAccount changePassword(UUID userId, String currentPassword, String newPassword) {
    UserAccount account = users.findById(userId).orElseThrow(InvalidCredentialsException::new);
    String hash = account.passwordHash();
    if (hash == null || !hasher.matches(currentPassword, hash)) {
      throw new InvalidCredentialsException();
    }
    if (users.changePassword(userId, hash, hasher.hash(newPassword)).isEmpty()) {
      throw new InvalidCredentialsException();
    }
    return users.findById(userId).orElseThrow(InvalidCredentialsException::new);
  }

  /** Whether nobody can log in yet. */
  public boolean isEmpty() {
    return users.isEmpty();
  }

  /**
   * Makes an administrator, unless the user name is taken.
   *
   * @return whether this call made it
   */
  public boolean addAdministrator(String username, String password) {
    return users.add(
        new UserAccount(
            newUserId(),
            normalise(username),
            UserAccount.LOCAL,
            hasher.hash(password),
            Set.of(ADMINISTRATOR),
            0,
            false,
            clock.instant()));
  }

  private static UUID newUserId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
