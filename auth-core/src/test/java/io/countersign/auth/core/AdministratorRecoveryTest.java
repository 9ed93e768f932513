package io.countersign.auth.core;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorRecoveryTest {

  private static final String LOST = "violet kettle drums on tuesday";
  private static final String NEW = "seven paper boats at the mill";

  private final Fixture fixture = new Fixture();
  private final Accounts accounts = fixture.accounts;
  private final AccountPasswords passwords = fixture.passwords;

  private AdministratorRecovery recovery(MasterKey masterKey) {
    return new AdministratorRecovery(accounts, fixture.hasher, fixture.keys, masterKey);
  }

  private boolean recover(String password) {
    return recovery(fixture.masterKey).recover(Username.of("Admin"), accepted(password));
  }

  private UserAccount admin() {
    return fixture.users.findByUsername("admin").orElseThrow();
  }

  @Test
  void recover_lostPasswordRoleAndDisabled_givesAllBackAndEndsSessions() {
    accounts.create(Username.of("admin"), accepted(LOST), Set.of("user"), Actor.SYSTEM);
    TokenPair tokens = fixture.service.openSession(admin(), Device.unknown());
    accounts.change(
        admin().id(),
        new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true)),
        Actor.SYSTEM,
        Optional.empty());

    assertThat(recover(NEW)).isTrue();

    UserAccount admin = passwords.authenticate("admin", NEW).orElseThrow();
    assertThat(admin.roles()).containsExactlyInAnyOrder("user", Accounts.ADMINISTRATOR);
    assertThat(passwords.authenticate("admin", LOST)).isEmpty();
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(
            () -> fixture.service.refreshTokens(tokens.refreshToken().value(), Device.unknown()));
    SecurityEvent last = fixture.eventStore.events().get(fixture.eventStore.events().size() - 2);
    assertThat(last.type()).isEqualTo(SecurityEvent.Type.ADMINISTRATOR_RECOVERED);
    assertThat(last.userId()).contains(admin.id());
  }

  @Test
  void recover_nobodyOfThatName_makesOne() {
    assertThat(recover(NEW)).isTrue();
    assertThat(passwords.authenticate("admin", NEW).orElseThrow().roles())
        .containsExactly(Accounts.ADMINISTRATOR);
  }

  @Test
  void recover_samePasswordAtTheNextStart_undoesNothing() {
    recover(NEW);
    accounts.changePassword(
        passwords.requirePassword(admin().id(), NEW), accepted(LOST), Optional.empty());
    UserAccount changed = admin();

    assertThat(recover(NEW)).isFalse();
    assertThat(admin()).isEqualTo(changed);
    assertThat(recover(NEW + "!")).isTrue();
    assertThat(passwords.authenticate("admin", NEW + "!")).isPresent();
  }

  @Test
  void recover_afterAnotherMasterKey_isDone() {
    recover(NEW);
    byte[] octets = new byte[32];
    octets[0] = 1;
    MasterKey other = new MasterKey(SecretBytes.of(octets), Fixture.RANDOM);
    assertThat(recovery(other).recover(Username.of("admin"), accepted(LOST))).isTrue();
    assertThat(recovery(other).recover(Username.of("admin"), accepted(LOST))).isFalse();
  }

  @Test
  void recover_afterAChangeOfTheMasterKey_undoesNothing(@TempDir Path folder) throws Exception {
    Path before = masterKeyFile(folder, "before", 1);
    Path now = masterKeyFile(folder, "now", 2);
    recovery(MasterKey.read(before, Optional.empty(), Fixture.RANDOM))
        .recover(Username.of("admin"), accepted(NEW));

    recovery(MasterKey.read(now, Optional.of(before), Fixture.RANDOM)).renew();

    assertThat(
            recovery(MasterKey.read(now, Optional.empty(), Fixture.RANDOM))
                .recover(Username.of("admin"), accepted(NEW)))
        .isFalse();
  }

  private static Path masterKeyFile(Path folder, String name, int first) throws IOException {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    Path file = Files.write(folder.resolve(name), octets);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void recover_userOfAnotherDirectory_isRefused() {
    fixture.directories.adopt("ldap", "admin", Set.of());
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> recover(NEW));
    assertThat(admin().passwordHash()).isNull();
  }
}
