package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link UserStore} does. */
public abstract class UserStoreContract {

  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final String HASH = "$argon2id$hash-0";
  private static final String NEW_HASH = "$argon2id$hash-1";

  /** The adapter under test. */
  protected abstract UserStore users();

  private UserAccount user() {
    UUID id = UUID.randomUUID();
    UserAccount account =
        new UserAccount(
            id, "user-" + id, UserAccount.LOCAL, HASH, Set.of("user", "two words"), 0, false, T0);
    assertThat(users().add(account)).isTrue();
    return account;
  }

  private UserAccount now(UserAccount user) {
    return users().findById(user.id()).orElseThrow();
  }

  @Test
  void add_account_isFoundAsItIs() {
    UserAccount user = user();
    assertThat(now(user)).isEqualTo(user);
    assertThat(users().findByUsername(user.username())).contains(user);
    assertThat(users().isEmpty()).isFalse();
    assertThat(users().findById(UUID.randomUUID())).isEqualTo(Optional.empty());
    assertThat(users().findByUsername("nobody")).isEmpty();
  }

  @Test
  void add_withoutPasswordAndRoles_isFoundAsItIs() {
    UUID id = UUID.randomUUID();
    UserAccount user = new UserAccount(id, "ldap-" + id, "ldap", null, Set.of(), 3, true, T0);
    assertThat(users().add(user)).isTrue();
    assertThat(now(user)).isEqualTo(user);
  }

  @Test
  void add_takenUsername_addsNothing() {
    UserAccount user = user();
    UserAccount twin =
        new UserAccount(
            UUID.randomUUID(), user.username(), "ldap", null, Set.of("admin"), 0, false, T0);
    assertThat(users().add(twin)).isFalse();
    assertThat(users().findByUsername(user.username())).contains(user);
  }

  @Test
  void changePassword_twiceFromOneHash_changesOnce() {
    UserAccount user = user();
    assertThat(users().changePassword(user.id(), HASH, NEW_HASH)).hasValue(1);
    assertThat(users().changePassword(user.id(), HASH, "$argon2id$hash-2")).isEmpty();
    assertThat(now(user)).isEqualTo(user.withPassword(NEW_HASH, 1));
    assertThat(users().changePassword(UUID.randomUUID(), HASH, NEW_HASH)).isEmpty();
  }

  @Test
  void rehash_verifiedHashOnly_andKeepsTheEpoch() {
    UserAccount user = user();
    users().rehash(user.id(), HASH, NEW_HASH);
    users().rehash(user.id(), HASH, "$argon2id$hash-too-late");
    assertThat(now(user)).isEqualTo(user.withPassword(NEW_HASH, 0));
  }

  @Test
  void replaceRoles_replacesAll() {
    UserAccount user = user();
    users().replaceRoles(user.id(), Set.of("user", "auditor"));
    assertThat(now(user).roles()).containsExactlyInAnyOrder("user", "auditor");
    users().replaceRoles(user.id(), Set.of());
    assertThat(now(user).roles()).isEmpty();
    users().replaceRoles(UUID.randomUUID(), Set.of("user"));
  }
}
