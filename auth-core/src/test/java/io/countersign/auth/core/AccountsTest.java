package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.UserAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private static final String PASSWORD = "correct horse battery staple";

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final Accounts accounts = fixture.accounts;

  private UserAccount anna() {
    assertThat(accounts.addAdministrator("Anna", PASSWORD)).isTrue();
    return fixture.users.findByUsername("anna").orElseThrow();
  }

  @Test
  void authenticate_rightPassword_whateverTheNamesCase() {
    UserAccount anna = anna();
    assertThat(accounts.authenticate("ANNA", PASSWORD)).contains(anna);
    assertThat(anna.roles()).containsExactly("auth-admin");
    assertThat(anna.toString()).doesNotContain("argon2");
  }

  @Test
  void authenticate_anythingWrong_isEmpty() {
    anna();
    assertThat(accounts.authenticate("anna", PASSWORD + " ")).isEmpty();
    assertThat(accounts.authenticate("bert", PASSWORD)).isEmpty();
    accounts.adopt("ldap", "carl", Set.of());
    assertThat(accounts.authenticate("carl", PASSWORD)).isEmpty();
  }

  @Test
  void authenticate_disabledUser_isEmpty() {
    fixture.users.add(
        new UserAccount(
            UUID.randomUUID(),
            "dora",
            UserAccount.LOCAL,
            fixture.hasher.hash(PASSWORD),
            Set.of(),
            0,
            true,
            fixture.clock.instant()));
    assertThat(accounts.authenticate("dora", PASSWORD)).isEmpty();
  }

  @Test
  void authenticate_outdatedHash_isRehashed() {
    String weak = "$argon2id$v=19$m=256,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
    PasswordHasher hasher = fixture.hasher;
    String strong = hasher.hash(PASSWORD);
    assertThat(hasher.isOutdated(strong)).isFalse();
    assertThat(strong).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    // Made with the reference implementation's parameters m=256, t=1, p=1, computed below.
    String outdated = weak + weakHash();
    UUID id = UUID.randomUUID();
    fixture.users.add(
        new UserAccount(
            id, "emil", UserAccount.LOCAL, outdated, Set.of(), 0, false, fixture.clock.instant()));
    assertThat(accounts.authenticate("emil", PASSWORD)).isPresent();
    String rehashed = String.valueOf(fixture.users.findById(id).orElseThrow().passwordHash());
    assertThat(hasher.isOutdated(rehashed)).isFalse();
    assertThat(accounts.authenticate("emil", PASSWORD)).isPresent();
    assertThat(fixture.users.findById(id).orElseThrow().epoch()).isZero();
  }

  private static String weakHash() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(2)
            .withVersion(19)
            .withSalt(Base64.getDecoder().decode("c29tZXNhbHRzb21lc2FsdA"))
            .withMemoryAsKB(256)
            .withIterations(1)
            .withParallelism(1)
            .build());
    byte[] hash = new byte[32];
    generator.generateBytes(PASSWORD.getBytes(StandardCharsets.UTF_8), hash);
    return Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  @Test
  void adopt_firstLogin_makesAnAccountAndFollowsTheRoles() {
    UserAccount first = accounts.adopt("ldap", "Fred", Set.of("user")).orElseThrow();
    assertThat(first.username()).isEqualTo("fred");
    assertThat(first.roles()).containsExactly("user");
    UserAccount again = accounts.adopt("ldap", "fred", Set.of("auditor")).orElseThrow();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.roles()).containsExactly("auditor");
  }

  @Test
  void adopt_nameOfAnotherDirectory_isRefused() {
    anna();
    assertThat(accounts.adopt("ldap", "anna", Set.of())).isEmpty();
    accounts.adopt("ldap", "gina", Set.of());
    assertThat(accounts.adopt("other", "gina", Set.of())).isEmpty();
  }

  @Test
  void adopt_nameOrRoleThatCannotBeKept_isRefused() {
    for (String wrong : new String[] {"", " ", "a\nb", "a\u0000", "x".repeat(256)}) {
      assertThat(accounts.adopt("ldap", wrong, Set.of())).isEmpty();
      assertThat(accounts.adopt("ldap", "hugo", Set.of(wrong))).isEmpty();
    }
    assertThat(accounts.adopt("ldap", "hugo", Set.of("x".repeat(255)))).isPresent();
  }

  @Test
  void changePassword_advancesTheEpoch() {
    UserAccount anna = anna();
    UserAccount changed =
        accounts.changePassword(anna.id(), PASSWORD, PASSWORD + "!", Optional.empty());
    assertThat(changed.epoch()).isGreaterThan(anna.epoch());
    assertThat(accounts.authenticate("anna", PASSWORD)).isEmpty();
    assertThat(accounts.authenticate("anna", PASSWORD + "!")).contains(changed);
  }

  @Test
  void changePassword_wrongCurrentOrForeignUser_isRefused() {
    UserAccount anna = anna();
    UserAccount fred = accounts.adopt("ldap", "fred", Set.of()).orElseThrow();
    for (UUID id : new UUID[] {anna.id(), fred.id(), UUID.randomUUID()}) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> accounts.changePassword(id, "wrong", PASSWORD + "!", Optional.empty()));
    }
    assertThat(accounts.authenticate("anna", PASSWORD)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short77",
        "password",
        "12345678",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "Passw0rd!",
        "marianne"
      })
  void policy_shortCommonOrGuessable_isRefused(String password) {
    assertThat(new PasswordPolicy().problemWith(password, "marianne")).isPresent();
  }

  @Test
  void policy_goodPasswords_areAcceptedAsTyped() {
    PasswordPolicy policy = new PasswordPolicy();
    assertThat(policy.problemWith("violet kettle drums on tuesday", "anna")).isEmpty();
    assertThat(policy.problemWith("wq8#Lz!pT4", "anna")).isEmpty();
    assertThat(policy.problemWith("пароль-из-восьми-слов", "anna")).isEmpty();
    String sentence = "violet kettle drums on tuesday while rain falls ".repeat(3);
    assertThat(policy.problemWith(sentence.substring(0, 128), "anna")).isEmpty();
    assertThat(policy.problemWith(sentence.substring(0, 129), "anna")).isPresent();
  }
}
