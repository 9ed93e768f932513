package io.countersign.auth.core;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Who the users are and how they prove it. */
public final class Accounts {

  /** The role that administers Countersign. */
  public static final String ADMINISTRATOR = "auth-admin";

  private static final int LONGEST_NAME = 255;

  /** Characters of all roles together; a token has 8 KiB at most. */
  private static final int MOST_ROLES = 4 * 1024;

  private final UserStore users;
  private final PasswordHasher hasher;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * Accounts kept in {@code users}.
   *
   * @param ids where a new user's id comes from, each time another
   */
  public Accounts(UserStore users, PasswordHasher hasher, Supplier<UUID> ids, Clock clock) {
    this.users = users;
    this.hasher = hasher;
    this.ids = ids;
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

  /** Whether Countersign itself keeps this user's password, so that nobody else is asked. */
  public boolean isLocal(String username) {
    return users
        .findByUsername(normalise(username))
        .filter(account -> account.directory().equals(UserAccount.LOCAL))
        .isPresent();
  }

  /**
   * The account of a user whom another directory has authenticated, made at the first login, with
   * the roles that the directory names now.
   *
   * @param directory the other directory's name, not {@code local}
   * @return empty when the user name belongs to another directory's user, is disabled here, or it
   *     or a role is none that can be kept: empty, with a control character, longer than 255, or
   *     all roles together too long for a token
   */
  public Optional<UserAccount> adopt(String directory, String username, Set<String> roles) {
    String name = normalise(username);
    boolean fits = roles.stream().mapToInt(String::length).sum() <= MOST_ROLES;
    if (directory.equals(UserAccount.LOCAL)
        || !isLine(name)
        || !roles.stream().allMatch(Accounts::isLine)
        || !fits) {
      return Optional.empty();
    }
    users.add(new UserAccount(ids.get(), name, directory, null, roles, 0, false, clock.instant()));
    Optional<UserAccount> account =
        users
            .findByUsername(name)
            .filter(found -> found.directory().equals(directory) && !found.disabled());
    account
        .filter(found -> !found.roles().equals(roles))
        .ifPresent(found -> users.replaceRoles(found.id(), roles));
    return account.flatMap(found -> users.findById(found.id()));
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
    String newHash = hasher.hash(newPassword);
    int epoch =
        users.changePassword(userId, hash, newHash).orElseThrow(InvalidCredentialsException::new);
    return account.withPassword(newHash, epoch);
  }

  /**
   * Makes an administrator, unless the user name is taken.
   *
   * @return whether this call made it
   */
  public boolean addAdministrator(String username, String password) {
    return users.add(
        new UserAccount(
            ids.get(),
            normalise(username),
            UserAccount.LOCAL,
            hasher.hash(password),
            Set.of(ADMINISTRATOR),
            0,
            false,
            clock.instant()));
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }
}
