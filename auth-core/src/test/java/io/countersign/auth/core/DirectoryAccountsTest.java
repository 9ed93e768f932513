package io.countersign.auth.core;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Device;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DirectoryAccountsTest {

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final DirectoryAccounts directories = fixture.directories;

  private void makeAnna() {
    fixture.accounts.addAdministrator(
        Username.of("Anna"), accepted("correct horse battery staple"));
  }

  @Test
  void adopt_oddNameOfBefore_goesOn() {
    UUID id = UUID.randomUUID();
    fixture.users.add(
        new UserAccount(id, "fred ", "ldap", null, Set.of(), 0, false, fixture.clock.instant()),
        Report.nothing());
    assertThat(directories.nameElsewhere("Fred ")).contains("fred ");
    assertThat(directories.adopt("ldap", "Fred ", Set.of("user")))
        .map(UserAccount::id)
        .contains(id);
    assertThat(directories.nameElsewhere(" Gina ")).contains("gina");
    makeAnna();
    assertThat(directories.nameElsewhere("anna ")).isEmpty();
  }

  @Test
  void adopt_firstLogin_makesAnAccountAndFollowsTheRoles() {
    UserAccount first = directories.adopt("ldap", "Fred", Set.of("user")).orElseThrow();
    assertThat(first.username()).isEqualTo("fred");
    assertThat(first.roles()).containsExactly("user");
    UserAccount again = directories.adopt("ldap", "fred", Set.of("auditor")).orElseThrow();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.roles()).containsExactly("auditor");
  }

  @Test
  void adopt_nameOfAnotherDirectory_isRefused() {
    makeAnna();
    assertThat(directories.adopt("ldap", "anna", Set.of())).isEmpty();
    directories.adopt("ldap", "gina", Set.of());
    assertThat(directories.adopt("other", "gina", Set.of())).isEmpty();
  }

  @Test
  void adopt_nameOrRoleThatCannotBeKept_isRefused() {
    for (String wrong : new String[] {"", " ", "a\nb", "a\u0000", "x".repeat(256)}) {
      assertThat(directories.adopt("ldap", wrong, Set.of())).isEmpty();
      assertThat(directories.adopt("ldap", "hugo", Set.of(wrong))).isEmpty();
    }
    assertThat(directories.adopt("ldap", "hugo", Set.of("x".repeat(255)))).isPresent();
  }

  @Test
  void adopt_rolesThatFillATokenAndMore_fitOrAreRefused() {
    Set<String> fitting = cjkRoles(4, 252);
    UserAccount user = directories.adopt("ldap", "\u5b89".repeat(255), fitting).orElseThrow();
    String token = fixture.service.openSession(user, Device.unknown()).accessToken().value();
    assertThat(fixture.verifier.verify(token).getGroups()).isEqualTo(fitting);
    assertThat(directories.adopt("ldap", "hugo", cjkRoles(16, 252))).isEmpty();
    assertThat(directories.adopt("ldap", "hugo", Set.of("\"".repeat(255), "\\".repeat(255))))
        .isPresent();
  }

  private static Set<String> cjkRoles(int count, int length) {
    Set<String> roles = new HashSet<>();
    for (int i = 0; i < count; i++) {
      roles.add(Character.toString(0x5b89 + i).repeat(length));
    }
    return roles;
  }
}
