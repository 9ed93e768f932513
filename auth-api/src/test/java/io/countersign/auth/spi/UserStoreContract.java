package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link UserStore} does. */
public abstract class UserStoreContract {

  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final String HASH = "$argon2id$hash-0";
  private static final String NEW_HASH = "$argon2id$hash-1";
  private static final Ending BY_USER = new Ending(EndReason.PASSWORD_CHANGE, "anna", T0);
  private static final Ending BY_ADMINISTRATOR = new Ending(EndReason.ADMINISTRATOR, "root", T0);

  /** The adapter under test. */
  protected abstract UserStore users();

  private UserAccount user() {
    UUID id = UUID.randomUUID();
    UserAccount account =
        new UserAccount(
            id, "user-" + id, UserAccount.LOCAL, HASH, Set.of("user", "two words"), 0, false, T0);
    assertThat(users().add(account, Report.nothing())).isTrue();
    return account;
  }

  private UserAccount now(UserAccount user) {
    return users().findById(user.id()).orElseThrow();
  }

  @Test
  void add_account_isFoundAsItIs() {
    UserAccount user = user();
    assertSame(now(user), user);
    assertSame(users().findByUsername(user.username()).orElseThrow(), user);
    assertThat(users().isEmpty()).isFalse();
    assertThat(users().findById(UUID.randomUUID())).isEqualTo(Optional.empty());
    assertThat(users().findByUsername("nobody")).isEmpty();
  }

  @Test
  void add_withoutPasswordAndRoles_isFoundAsItIs() {
    UUID id = UUID.randomUUID();
    UserAccount user = new UserAccount(id, "ldap-" + id, "ldap", null, Set.of(), 3, true, T0);
    assertThat(users().add(user, Report.nothing())).isTrue();
    assertSame(now(user), user);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2i$v=16$x",
        "$argon2d$x",
        "$2a$10$x",
        "$2b$10$x",
        "$2y$10$x",
        "$scrypt$x",
        "$pbkdf2-sha1$x",
        "$pbkdf2-sha256$x",
        "$pbkdf2-sha512$x"
      })
  void add_hashOfAnotherSystem_isReplacedByTheFirstLogin(String hash) {
    UUID id = UUID.randomUUID();
    UserAccount user =
        new UserAccount(id, "import-" + id, UserAccount.LOCAL, hash, Set.of(), 0, false, T0);
    assertThat(users().add(user, Report.nothing())).isTrue();
    assertSame(now(user), user);
    users().rehash(id, hash, NEW_HASH);
    assertThat(now(user)).isEqualTo(withPassword(user, NEW_HASH, now(user).epoch()));
  }

  @Test
  void add_takenUsername_addsNothing() {
    UserAccount user = user();
    UserAccount twin =
        new UserAccount(
            UUID.randomUUID(), user.username(), "ldap", null, Set.of("admin"), 0, false, T0);
    assertThat(users().add(twin, Report.nothing())).isFalse();
    assertSame(users().findByUsername(user.username()).orElseThrow(), user);
  }

  @Test
  void changePassword_twiceFromOneHash_changesOnce() {
    UserAccount user = user();
    int before = now(user).epoch();
    UserAccount changed =
        users().changePassword(user.id(), HASH, NEW_HASH, BY_USER, Report.nothing()).orElseThrow();
    assertThat(changed.epoch()).isGreaterThan(before);
    assertThat(
            users().changePassword(user.id(), HASH, "$argon2id$hash-2", BY_USER, Report.nothing()))
        .isEmpty();
    assertThat(now(user))
        .isEqualTo(changed)
        .isEqualTo(withPassword(user, NEW_HASH, changed.epoch()));
    assertThat(users().changePassword(UUID.randomUUID(), HASH, NEW_HASH, BY_USER, Report.nothing()))
        .isEmpty();
  }

  /** As an adapter does when it was not told whether the first was committed. */
  @Test
  void sameCallAgain_isDoneOnce() {
    UserAccount user = user();
    assertThat(users().add(user, Report.nothing())).isTrue();
    UserAccount changed =
        users().changePassword(user.id(), HASH, NEW_HASH, BY_USER, Report.nothing()).orElseThrow();
    assertThat(users().changePassword(user.id(), HASH, NEW_HASH, BY_USER, Report.nothing()))
        .contains(changed);
    UserChange password =
        new UserChange(Optional.of("$argon2id$hash-2"), Optional.empty(), Optional.empty());
    assertThat(change(user, password)).isEqualTo(change(user, password)).isEqualTo(now(user));
  }

  @Test
  void rehash_verifiedHashOnly_andKeepsTheEpoch() {
    UserAccount user = user();
    int before = now(user).epoch();
    users().rehash(user.id(), HASH, NEW_HASH);
    users().rehash(user.id(), HASH, "$argon2id$hash-too-late");
    assertThat(now(user)).isEqualTo(withPassword(user, NEW_HASH, before));
  }

  private UserAccount change(UserAccount user, UserChange change) {
    return ((ChangedUser.Done)
            users().change(user.id(), change, BY_ADMINISTRATOR, Report.nothing()))
        .after();
  }

  private static UserChange roles(String... roles) {
    return new UserChange(Optional.empty(), Optional.of(Set.of(roles)), Optional.empty());
  }

  private static UserChange disabled(boolean disabled) {
    return new UserChange(Optional.empty(), Optional.empty(), Optional.of(disabled));
  }

  @Test
  void change_roles_replacesAllAndBeginsAnEpoch() {
    UserAccount user = user();
    int before = now(user).epoch();
    UserAccount auditor = change(user, roles("user", "auditor"));
    assertThat(auditor.roles()).containsExactlyInAnyOrder("user", "auditor");
    assertThat(auditor.epoch()).isGreaterThan(before);
    assertThat(now(user)).isEqualTo(auditor);
    assertThat(change(user, roles()).roles()).isEmpty();
    assertThat(users().change(UUID.randomUUID(), roles("user"), BY_ADMINISTRATOR, Report.nothing()))
        .isEqualTo(new ChangedUser.NotFound());
  }

  @Test
  void change_whatIsSoAlready_beginsNoEpoch() {
    UserAccount user = user();
    int before = now(user).epoch();
    change(user, roles("two words", "user"));
    change(user, disabled(false));
    change(user, new UserChange(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(now(user).epoch()).isEqualTo(before);
  }

  @Test
  void change_disabled_beginsOneEpochAndEnablingNone() {
    UserAccount user = user();
    UserAccount disabled = change(user, disabled(true));
    assertThat(disabled.disabled()).isTrue();
    assertThat(disabled.epoch()).isGreaterThan(user.epoch());
    assertThat(change(user, disabled(true))).isEqualTo(disabled);
    UserAccount enabled = change(user, disabled(false));
    assertThat(enabled.disabled()).isFalse();
    assertThat(enabled.epoch()).isEqualTo(disabled.epoch());
  }

  @Test
  void change_password_keepsTheRest() {
    UserAccount user = user();
    UserAccount changed =
        change(user, new UserChange(Optional.of(NEW_HASH), Optional.empty(), Optional.empty()));
    assertThat(changed).isEqualTo(withPassword(user, NEW_HASH, changed.epoch()));
    assertThat(changed.epoch()).isGreaterThan(user.epoch());
    assertThat(changed.toString()).doesNotContain("argon2id");
  }

  private static UserChange without(String needed) {
    return new UserChange(
        Optional.empty(), Optional.of(Set.of()), Optional.empty(), Optional.of(needed));
  }

  @Test
  void change_lastOfANeededRole_changesNothing() {
    String needed = "needed-" + UUID.randomUUID();
    UserAccount last = change(user(), roles(needed));
    UserChange disabling =
        new UserChange(Optional.empty(), Optional.empty(), Optional.of(true), Optional.of(needed));
    for (UserChange change : List.of(without(needed), disabling)) {
      assertThat(users().change(last.id(), change, BY_ADMINISTRATOR, Report.nothing()))
          .isEqualTo(new ChangedUser.LastOfRole());
    }
    assertThat(now(last)).isEqualTo(last);

    UserAccount disabled = change(change(user(), roles(needed)), disabled(true));
    assertThat(users().change(last.id(), disabling, BY_ADMINISTRATOR, Report.nothing()))
        .isEqualTo(new ChangedUser.LastOfRole());
    assertThat(change(disabled, without(needed)).roles()).isEmpty(); // takes nothing away
    change(user(), roles(needed));
    assertThat(change(last, without(needed)).roles()).isEmpty();
  }

  @Test
  void change_twoOfANeededRoleAtOnce_oneStays() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        String needed = "needed-" + UUID.randomUUID();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<ChangedUser>> changes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          UserAccount one = change(user(), roles(needed));
          changes.add(
              threads.submit(
                  () -> {
                    start.await();
                    return users()
                        .change(one.id(), without(needed), BY_ADMINISTRATOR, Report.nothing());
                  }));
        }
        assertThat(List.of(changes.get(0).get(), changes.get(1).get()))
            .filteredOn(ChangedUser.Done.class::isInstance)
            .hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private UserDeletion delete(UserAccount user, String needed) {
    return users().delete(user.id(), Optional.of(needed), BY_ADMINISTRATOR, Report.nothing());
  }

  @Test
  void delete_account_isGoneAndItsNameFree() {
    UserAccount user = user();
    assertThat(delete(user, "nobody's")).isEqualTo(UserDeletion.DONE);
    assertThat(users().findById(user.id())).isEmpty();
    assertThat(users().findByUsername(user.username())).isEmpty();
    assertThat(users().idOf(user.username())).isEmpty();
    assertThat(delete(user, "nobody's")).isEqualTo(UserDeletion.NOT_FOUND);
    assertThat(users().add(user, Report.nothing())).isTrue();
  }

  @Test
  void delete_lastOfANeededRole_deletesNothing() {
    String needed = "needed-" + UUID.randomUUID();
    UserAccount last = change(user(), roles(needed));
    UserAccount disabled = change(change(user(), roles(needed)), disabled(true));
    assertThat(delete(last, needed)).isEqualTo(UserDeletion.LAST_OF_ROLE);
    assertThat(now(last)).isEqualTo(last);
    assertThat(delete(disabled, needed)).isEqualTo(UserDeletion.DONE); // takes nothing away
    change(user(), roles(needed));
    assertThat(delete(last, needed)).isEqualTo(UserDeletion.DONE);
  }

  @Test
  void delete_twoOfANeededRoleAtOnce_oneStays() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        String needed = "needed-" + UUID.randomUUID();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<UserDeletion>> deletions = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          UserAccount one = change(user(), roles(needed));
          deletions.add(
              threads.submit(
                  () -> {
                    start.await();
                    return delete(one, needed);
                  }));
        }
        assertThat(List.of(deletions.get(0).get(), deletions.get(1).get()))
            .containsExactlyInAnyOrder(UserDeletion.DONE, UserDeletion.LAST_OF_ROLE);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void epochs_ofDifferentUsers_areOfOneSequence() {
    UserAccount first = change(user(), roles("a"));
    UserAccount second = change(user(), roles("a"));
    assertThat(second.epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void list_pagesThroughNamesOfAPrefixInOrder() {
    String prefix = "list-" + UUID.randomUUID() + "%_";
    for (String name : new String[] {"b", "a", "\uD83D\uDE00", "Z", "\u00E4", "aa"}) {
      users().add(named(prefix + name), Report.nothing());
    }
    users().add(named(prefix.replace('%', 'x') + "a"), Report.nothing());
    assertThat(names(prefix, null, 10))
        .containsExactly(
            prefix + "Z",
            prefix + "a",
            prefix + "aa",
            prefix + "b",
            prefix + "\u00E4",
            prefix + "\uD83D\uDE00");
    assertThat(names(prefix, null, 2)).containsExactly(prefix + "Z", prefix + "a");
    assertThat(names(prefix, prefix + "a", 2)).containsExactly(prefix + "aa", prefix + "b");
    assertThat(names(prefix + "a", null, 10)).containsExactly(prefix + "a", prefix + "aa");
    assertThat(users().list(prefix + "none", null, 10)).isEmpty();
    assertThat(users().list(prefix + "b", null, 1))
        .singleElement()
        .satisfies(user -> assertThat(user.roles()).containsExactly("role of it"));
  }

  /** In whatever order a database joins users with their roles. */
  @Test
  void list_usersOfSeveralRoles_areThereOnceEach() {
    String prefix = "roles-" + UUID.randomUUID() + "-";
    Set<String> roles = Set.of("clerk", "editor", "auditor");
    List<String> added = IntStream.range(100, 200).mapToObj(i -> prefix + i).toList();
    added.forEach(name -> users().add(named(name, roles), Report.nothing()));
    List<UserAccount> listed = users().list(prefix, null, 200);
    assertThat(listed).extracting(UserAccount::username).isEqualTo(added);
    assertThat(listed).extracting(UserAccount::roles).containsOnly(roles);
  }

  private static UserAccount named(String name) {
    return named(name, Set.of("role of it"));
  }

  private static UserAccount named(String name, Set<String> roles) {
    return new UserAccount(UUID.randomUUID(), name, "elsewhere", null, roles, 0, false, T0);
  }

  private List<String> names(String prefix, @Nullable String after, int limit) {
    return users().list(prefix, after, limit).stream().map(UserAccount::username).toList();
  }

  /** The same account with another password, in the epoch that the change began. */
  private static UserAccount withPassword(UserAccount user, String newHash, int newEpoch) {
    return new UserAccount(
        user.id(),
        user.username(),
        user.directory(),
        newHash,
        user.roles(),
        newEpoch,
        user.disabled(),
        user.createdAt());
  }

  /** But for the epoch, which others may have moved on for everyone. */
  private static void assertSame(UserAccount found, UserAccount expected) {
    assertThat(found).usingRecursiveComparison().ignoringFields("epoch").isEqualTo(expected);
  }
}
