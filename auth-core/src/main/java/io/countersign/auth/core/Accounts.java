package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserStore;
import java.text.Normalizer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Who the users are and how they prove it. */
public final class Accounts {

  /** The role that administers Countersign. */
  public static final String ADMINISTRATOR = "auth-admin";

  /**
   * The role that may introspect and revoke any token. A service gets it as people get theirs: it
   * has an account, and logs in.
   */
  public static final String SERVICE = "auth-service";

  private static final int LONGEST_NAME = 255;

  /** Characters of all roles together; a token has 8 KiB at most. */
  private static final int MOST_ROLES = 4 * 1024;

  private final UserStore users;
  private final PasswordHasher hasher;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * Accounts kept in {@code users}.
   *
   * @param revocations what makes changes of them known
   * @param ids where a new user's id comes from, each time another
   */
  public Accounts(
      UserStore users,
      PasswordHasher hasher,
      Revocations revocations,
      SecurityEvents events,
      Supplier<UUID> ids,
      Clock clock) {
    this.users = users;
    this.hasher = hasher;
    this.revocations = revocations;
    this.events = events;
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

  /** Who has this user name, however it is spelt; whether the user is disabled does not matter. */
  public Optional<UUID> idOf(String username) {
    return users.idOf(normalise(username));
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
    if (directory.equals(UserAccount.LOCAL) || !isName(name) || !areRoles(roles)) {
      return Optional.empty();
    }
    UserAccount adopted =
        new UserAccount(ids.get(), name, directory, null, roles, 0, false, clock.instant());
    if (users.add(adopted)) {
      report(SecurityEvent.Type.USER_CREATED, adopted.id(), Actor.SYSTEM);
    }
    Optional<UserAccount> account =
        users
            .findByUsername(name)
            .filter(found -> found.directory().equals(directory) && !found.disabled());
    account
        .filter(found -> !found.roles().equals(roles))
        .ifPresent(
            found -> {
              commit(found, AccountChange.ofRoles(roles), Actor.SYSTEM);
              revocations.makeKnownIfPossible(); // a login waits for nobody
            });
    return account.flatMap(found -> users.findById(found.id()));
  }

  /**
   * Changes a user's password, which ends all of the user's sessions.
   *
   * @param userId the user
   * @param currentPassword what the user typed as the current one
   * @param newPassword a password that {@link PasswordPolicy} accepts
   * @param address where the user changes it from
   * @return the account of the new epoch
   * @throws InvalidCredentialsException when the current password is wrong, another change came
   *     first, or another directory keeps the password
   * @throws io.countersign.auth.RevocationUnavailableException when it was changed, but other nodes
   *     may not know yet that older access tokens are denied
   */
  public UserAccount changePassword(
      UUID userId, String currentPassword, String newPassword, Optional<String> address) {
    UserAccount account = users.findById(userId).orElseThrow(InvalidCredentialsException::new);
    String hash = account.passwordHash();
    if (hash == null || !hasher.matches(currentPassword, hash)) {
      throw new InvalidCredentialsException();
    }
    String newHash = hasher.hash(newPassword);
    Ending ending = new Ending(EndReason.PASSWORD_CHANGE, userId.toString(), clock.instant());
    int epoch =
        users
            .changePassword(userId, hash, newHash, ending)
            .orElseThrow(InvalidCredentialsException::new);
    report(SecurityEvent.Type.PASSWORD_CHANGED, userId, new Actor(userId.toString(), address));
    revocations.makeKnown();
    return account.withPassword(newHash, epoch);
  }

  /**
   * Changes an account as an administrator wants it.
   *
   * @return the account after the change, empty when there is none
   * @throws IllegalArgumentException when the change does not fit the account: another directory
   *     keeps its password and names its roles
   * @throws io.countersign.auth.RevocationUnavailableException when it was changed, but other nodes
   *     may not know yet that older access tokens are denied
   */
  public Optional<UserAccount> change(UUID userId, AccountChange change, Actor by) {
    return users
        .findById(userId)
        .flatMap(
            account -> {
              requireFit(account, change);
              Optional<UserAccount> changed = commit(account, change, by);
              revocations.makeKnown();
              return changed;
            });
  }

  private static void requireFit(UserAccount account, AccountChange change) {
    boolean isOfDirectory = change.password().isPresent() || change.roles().isPresent();
    if (isOfDirectory && !account.directory().equals(UserAccount.LOCAL)) {
      throw new IllegalArgumentException("another directory keeps this user's password and roles");
    }
  }

  private Optional<UserAccount> commit(UserAccount before, AccountChange change, Actor by) {
    Optional<UserAccount> changed =
        users.change(
            before.id(),
            new UserChange(change.password().map(hasher::hash), change.roles(), change.disabled()),
            new Ending(EndReason.ADMINISTRATOR, by.name(), clock.instant()));
    changed.ifPresent(after -> reportChanges(before, after, change, by));
    return changed;
  }

  private void reportChanges(
      UserAccount before, UserAccount after, AccountChange change, Actor by) {
    if (change.password().isPresent()) {
      report(SecurityEvent.Type.PASSWORD_CHANGED, after.id(), by);
    }
    if (!after.roles().equals(before.roles())) {
      events.report(
          events
              .now(SecurityEvent.Type.ROLES_CHANGED)
              .ofUser(after.id())
              .by(by)
              .with(Map.of("from", names(before.roles()), "to", names(after.roles()))));
    }
    if (after.disabled() != before.disabled()) {
      report(
          after.disabled() ? SecurityEvent.Type.USER_DISABLED : SecurityEvent.Type.USER_ENABLED,
          after.id(),
          by);
    }
  }

  private void report(SecurityEvent.Type type, UUID userId, Actor by) {
    events.report(events.now(type).ofUser(userId).by(by));
  }

  private static String names(Set<String> roles) {
    return String.join(", ", new TreeSet<>(roles));
  }

  /**
   * Makes an account whose password Countersign keeps.
   *
   * @param password a password that {@link PasswordPolicy} accepts
   * @return the account, empty when the user name is taken
   * @throws IllegalArgumentException when the name or a role cannot be kept; see {@link #isName}
   *     and {@link #areRoles}
   */
  public Optional<UserAccount> create(
      String username, String password, Set<String> roles, Actor by) {
    String name = normalise(username);
    if (!isName(name) || !areRoles(roles)) {
      throw new IllegalArgumentException("the user name or a role cannot be kept");
    }
    UserAccount account =
        new UserAccount(
            ids.get(),
            name,
            UserAccount.LOCAL,
            hasher.hash(password),
            roles,
            0,
            false,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!users.add(account)) {
      return Optional.empty();
    }
    report(SecurityEvent.Type.USER_CREATED, account.id(), by);
    return Optional.of(account);
  }

  /**
   * Makes an administrator, unless the user name is taken.
   *
   * @return whether this call made it
   */
  public boolean addAdministrator(String username, String password) {
    return create(username, password, Set.of(ADMINISTRATOR), Actor.SYSTEM).isPresent();
  }

  /** Whether a user name can be kept: 1 to 255 characters, none of them a control character. */
  public static boolean isName(String username) {
    return isLine(normalise(username));
  }

  /** Whether roles can be kept: each like a name, and all together short enough for a token. */
  public static boolean areRoles(Set<String> roles) {
    return roles.stream().allMatch(Accounts::isLine)
        && roles.stream().mapToInt(String::length).sum() <= MOST_ROLES;
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }
}
