package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.password.NewPassword;
import io.countersign.auth.spi.ChangedUser;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserDeletion;
import io.countersign.auth.spi.UserStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Who the users are; {@link AccountPasswords} says how they prove it. */
public final class Accounts {

  /** The role that administers Countersign. */
  public static final String ADMINISTRATOR = "auth-admin";

  /**
   * The role that may introspect and revoke any token. A service gets it as people get theirs: it
   * has an account, and logs in.
   */
  public static final String SERVICE = "auth-service";

  /** A directory may take away a role that it gave, even from the last user who has it. */
  private static final Optional<String> NOBODY_NEEDED = Optional.empty();

  private final UserStore users;
  private final AccountPasswords passwords;
  private final RoleBudget roleBudget;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * Accounts kept in {@code users}.
   *
   * @param passwords the passwords of the same users
   * @param roleBudget which roles an account may have
   * @param revocations makes changes of accounts known to all nodes
   * @param ids where a new user's id comes from, each time another
   */
  public Accounts(
      UserStore users,
      AccountPasswords passwords,
      RoleBudget roleBudget,
      Revocations revocations,
      SecurityEvents events,
      Supplier<UUID> ids,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.roleBudget = roleBudget;
    this.revocations = revocations;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Changes a user's password, which ends all of the user's sessions.
   *
   * @param current the proof of the current password, from {@link AccountPasswords#requirePassword}
   * @param address where the user changes it from
   * @return the account after the change, all of it of one moment
   * @throws InvalidCredentialsException when another change came first
   * @throws io.countersign.auth.RevocationUnavailableException when it was changed, but other nodes
   *     may not know yet that older access tokens are denied
   */
  public UserAccount changePassword(
      ProvenPassword current, NewPassword newPassword, Optional<String> address) {
    UUID userId = current.userId();
    String newHash = passwords.hash(newPassword);
    Ending ending = new Ending(EndReason.PASSWORD_CHANGE, userId.toString(), clock.instant());
    Actor self = new Actor(userId.toString(), address);
    return revocations
        .conclude(
            events.record(
                (UserAccount changed) ->
                    List.of(event(SecurityEvent.Type.PASSWORD_CHANGED, userId, self)),
                kept -> users.changePassword(userId, current.hash(), newHash, ending, kept)))
        .orElseThrow(InvalidCredentialsException::new);
  }

  /**
   * Changes an account as an administrator wants it. The last enabled {@link #ADMINISTRATOR} stays
   * one.
   *
   * @param note why, for the user
   * @return the account after the change, or why nothing was changed
   * @throws IllegalArgumentException when the change does not fit the account: another directory
   *     keeps its password and names its roles
   * @throws io.countersign.auth.RevocationUnavailableException when it was changed, but other nodes
   *     may not know yet that older access tokens are denied
   */
  public ChangedUser change(UUID userId, AccountChange change, Actor by, Optional<String> note) {
    Optional<UserAccount> account = users.findById(userId);
    if (account.isEmpty()) {
      return new ChangedUser.NotFound();
    }
    requireFit(account.get(), change);
    Report<ChangedUser.Done> report =
        done -> changes(done, by).stream().map(it -> it.noted(note)).toList();
    return revocations.conclude(
        commit(userId, change, Optional.of(ADMINISTRATOR), ending(by, note), report));
  }

  /**
   * Deletes an account, which ends all of the user's sessions and denies every access token. The
   * last enabled {@link #ADMINISTRATOR} stays.
   *
   * @param note why; the event of the deletion keeps it
   * @throws io.countersign.auth.RevocationUnavailableException when it was deleted, but other nodes
   *     may not know yet that its access tokens are denied
   */
  public UserDeletion delete(UUID userId, Actor by, Optional<String> note) {
    Ending ending = ending(by, note);
    SecurityEvents.Recorded<UserDeletion> deletion =
        events.record(
            (UserAccount it) ->
                List.of(event(SecurityEvent.Type.USER_DELETED, it.id(), by).noted(note)),
            kept -> users.delete(userId, Optional.of(ADMINISTRATOR), ending, kept));
    UserDeletion outcome = revocations.conclude(deletion);
    boolean isOfEarlierTry = outcome == UserDeletion.NOT_FOUND && !deletion.events().isEmpty();
    return isOfEarlierTry ? UserDeletion.DONE : outcome;
  }

  /** Gives a user the roles that another directory names now. */
  void giveRoles(UUID userId, Set<String> roles) {
    revocations.concludeIfPossible( // a login waits for nobody
        commit(
            userId,
            AccountChange.ofRoles(roles),
            NOBODY_NEEDED,
            ending(Actor.SYSTEM, Optional.empty()),
            done -> changes(done, Actor.SYSTEM)));
  }

  private static void requireFit(UserAccount account, AccountChange change) {
    boolean isOfDirectory = change.password().isPresent() || change.roles().isPresent();
    if (isOfDirectory && !account.directory().equals(UserAccount.LOCAL)) {
      throw new IllegalArgumentException("another directory keeps this user's password and roles");
    }
  }

  private SecurityEvents.Recorded<ChangedUser> commit(
      UUID userId,
      AccountChange change,
      Optional<String> neededRole,
      Ending ending,
      Report<ChangedUser.Done> report) {
    UserChange hashed =
        new UserChange(
            change.password().map(passwords::hash), change.roles(), change.disabled(), neededRole);
    return events.record(report, kept -> users.change(userId, hashed, ending, kept));
  }

  private Ending ending(Actor by, Optional<String> note) {
    return new Ending(EndReason.ADMINISTRATOR, by.name(), clock.instant(), note);
  }

  private List<SecurityEvent> changes(ChangedUser.Done done, Actor by) {
    UserAccount before = done.before();
    UserAccount after = done.after();
    List<SecurityEvent> changes = new ArrayList<>();
    if (!Objects.equals(before.passwordHash(), after.passwordHash())) {
      changes.add(event(SecurityEvent.Type.PASSWORD_CHANGED, after.id(), by));
    }
    if (!after.roles().equals(before.roles())) {
      changes.add(
          event(SecurityEvent.Type.ROLES_CHANGED, after.id(), by)
              .with(Map.of("from", names(before.roles()), "to", names(after.roles()))));
    }
    if (after.disabled() != before.disabled()) {
      SecurityEvent.Type type =
          after.disabled() ? SecurityEvent.Type.USER_DISABLED : SecurityEvent.Type.USER_ENABLED;
      changes.add(event(type, after.id(), by));
    }
    return changes;
  }

  private SecurityEvent event(SecurityEvent.Type type, UUID userId, Actor by) {
    return events.now(type).ofUser(userId).by(by);
  }

  private static String names(Set<String> roles) {
    return String.join(", ", new TreeSet<>(roles));
  }

  /**
   * Makes an account whose password Countersign keeps.
   *
   * @return the account, empty when the user name is taken
   * @throws IllegalArgumentException when a role cannot be kept; see {@link #areRoles}
   */
  public Optional<UserAccount> create(NewAccount account, Actor by) {
    if (!areRoles(account.roles())) {
      throw new IllegalArgumentException("a role cannot be kept");
    }
    Username username = account.username();
    // Perhaps under a name that nobody is given any more.
    if (passwords.idOf(username.typed()).isPresent()) {
      return Optional.empty();
    }
    return add(
        new UserAccount(
            ids.get(),
            username.toString(),
            UserAccount.LOCAL,
            passwords.hash(account.password()),
            account.roles(),
            0,
            account.disabled(),
            now()),
        by);
  }

  /** Makes an enabled account with a new password, as {@link #create(NewAccount, Actor)} does. */
  public Optional<UserAccount> create(
      Username username, NewPassword password, Set<String> roles, Actor by) {
    return create(new NewAccount(username, password, roles, false), by);
  }

  /** Adds the account of another directory's user, unless the user name is taken. */
  Optional<UserAccount> addOfDirectory(
      Username username, String directory, Set<String> roles, Actor by) {
    return add(
        new UserAccount(ids.get(), username.toString(), directory, null, roles, 0, false, now()),
        by);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Optional<UserAccount> add(UserAccount account, Actor by) {
    boolean isAdded =
        events.tell(
            events.record(
                (UserAccount it) -> List.of(event(SecurityEvent.Type.USER_CREATED, it.id(), by)),
                kept -> users.add(account, kept)));
    return isAdded ? Optional.of(account) : Optional.empty();
  }

  /**
   * Makes an administrator, unless the user name is taken.
   *
   * @return whether this call made it
   */
  public boolean addAdministrator(Username username, NewPassword password) {
    return create(username, password, Set.of(ADMINISTRATOR), Actor.SYSTEM).isPresent();
  }

  /**
   * Makes a user an enabled administrator with a new password, which ends the user's sessions. Adds
   * the account when there is none.
   *
   * @throws IllegalArgumentException when another directory keeps the user's password
   */
  void recoverAdministrator(Username username, NewPassword password) {
    addAdministrator(username, password);
    UserAccount account = passwords.find(username.typed()).orElseThrow();
    Set<String> roles = new HashSet<>(account.roles());
    roles.add(ADMINISTRATOR);
    AccountChange change =
        new AccountChange(Optional.of(password), Optional.of(roles), Optional.of(false));
    requireFit(account, change);
    SecurityEvent recovered =
        event(SecurityEvent.Type.ADMINISTRATOR_RECOVERED, account.id(), Actor.SYSTEM);
    revocations.concludeIfPossible(
        commit(
            account.id(),
            change,
            NOBODY_NEEDED,
            ending(Actor.SYSTEM, Optional.empty()),
            done -> List.of(recovered)));
  }

  /**
   * Whether roles can be kept: each has 1 to 255 characters, not all blank and without control
   * characters, and all together fit into a token.
   */
  public boolean areRoles(Set<String> roles) {
    return roleBudget.allows(roles);
  }
}
