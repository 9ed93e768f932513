package io.countersign.auth.core;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.password.BusyHashing;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.password.ImportedHash;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.spi.ChangedUser;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserDeletion;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private static final Ending BY_ADMINISTRATOR =
      new Ending(EndReason.ADMINISTRATOR, "root", TestClock.START);

  private static final String PASSWORD = "correct horse battery staple";

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final Accounts accounts = fixture.accounts;
  private final AccountPasswords passwords = fixture.passwords;
  private final BusyHashing hashing = new BusyHashing();

  private UserAccount anna() {
    assertThat(accounts.addAdministrator(Username.of("Anna"), accepted(PASSWORD))).isTrue();
    return fixture.users.findByUsername("anna").orElseThrow();
  }

  @Test
  void authenticate_rightPassword_whateverTheNamesCase() {
    UserAccount anna = anna();
    assertThat(passwords.authenticate("ANNA", PASSWORD)).contains(anna);
    assertThat(anna.roles()).containsExactly("auth-admin");
    assertThat(anna.toString()).doesNotContain("argon2");
  }

  @Test
  void authenticate_anythingWrong_isEmpty() {
    anna();
    assertThat(passwords.authenticate("anna", PASSWORD + " ")).isEmpty();
    assertThat(passwords.authenticate("bert", PASSWORD)).isEmpty();
    fixture.directories.adopt("ldap", "carl", Set.of());
    assertThat(passwords.authenticate("carl", PASSWORD)).isEmpty();
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
            fixture.clock.instant()),
        Report.nothing());
    assertThat(passwords.authenticate("dora", PASSWORD)).isEmpty();
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
            id, "emil", UserAccount.LOCAL, outdated, Set.of(), 0, false, fixture.clock.instant()),
        Report.nothing());
    assertThat(passwords.authenticate("emil", PASSWORD)).isPresent();
    String rehashed = String.valueOf(fixture.users.findById(id).orElseThrow().passwordHash());
    assertThat(hasher.isOutdated(rehashed)).isFalse();
    assertThat(passwords.authenticate("emil", PASSWORD)).isPresent();
    assertThat(fixture.users.findById(id).orElseThrow().epoch()).isZero();
  }

  /** Made by OpenSSL, by Python's hashlib. */
  private static final String IMPORTED =
      "$pbkdf2-sha256$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA$+xtcuaku8JuTvhcIu6cKgA";

  /** Made by OpenBSD's code, of 72 octets. */
  private static final String BCRYPT =
      "$2b$10$abcdefghijklmnopqrstuuFDtQhQzvgcjDZEtaF9g2Qalio.A3kyy";

  private UserAccount imported(String name, String hash, boolean disabled) {
    ImportedHash password = ImportedHash.accept(hash, IllegalArgumentException::new);
    return accounts
        .create(new NewAccount(Username.of(name), password, Set.of("user"), disabled), Actor.SYSTEM)
        .orElseThrow();
  }

  private String hashOf(UserAccount user) {
    return String.valueOf(fixture.users.findById(user.id()).orElseThrow().passwordHash());
  }

  @Test
  void authenticate_importedHash_isReplacedAtTheFirstGoodLogin() {
    UserAccount emil = imported("emil", IMPORTED, false);
    assertThat(passwords.authenticate("emil", "violet kettle drum")).isEmpty();
    assertThat(hashOf(emil)).startsWith("$pbkdf2-sha256$i=10000$");
    assertThat(passwords.authenticate("emil", "violet kettle drums")).isPresent();
    assertThat(hashOf(emil)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.authenticate("emil", "violet kettle drums")).isPresent();
    assertThat(passwords.authenticate("emil", "violet kettle drum")).isEmpty();
    assertThat(fixture.users.findById(emil.id()).orElseThrow().epoch()).isEqualTo(emil.epoch());
  }

  @Test
  void authenticate_beginningOfAnImportedHash_replacesNothing() {
    UserAccount emil = imported("emil", BCRYPT, false);
    String typed = "0123456789".repeat(7) + "ab";
    assertThat(passwords.authenticate("emil", typed + "c")).isPresent();
    assertThat(hashOf(emil)).isEqualTo(BCRYPT);
    assertThat(passwords.authenticate("emil", typed)).isPresent();
    assertThat(hashOf(emil)).startsWith("$argon2id$");
    assertThat(passwords.authenticate("emil", typed + "c")).isEmpty();
  }

  @Test
  void authenticate_importedAndDisabled_isEmpty() {
    UserAccount emil = imported("emil", IMPORTED, true);
    assertThat(emil.disabled()).isTrue();
    assertThat(passwords.authenticate("emil", "violet kettle drums")).isEmpty();
    assertThat(hashOf(emil)).startsWith("$pbkdf2-sha256$");
  }

  @Test
  void requirePasswordAndChange_importedHash_isReplaced() {
    UserAccount emil = imported("emil", IMPORTED, false);
    accounts.changePassword(
        passwords.requirePassword(emil.id(), "violet kettle drums"),
        accepted(PASSWORD),
        Optional.empty());
    assertThat(hashOf(emil)).startsWith("$argon2id$");
    assertThat(passwords.authenticate("emil", PASSWORD)).isPresent();
  }

  /** Of the very text, with parameters that are not outdated. */
  private static String hashOf(String password) {
    byte[] hash = new byte[32];
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt("somesaltsomesalt".getBytes(StandardCharsets.US_ASCII))
            .withMemoryAsKB(19 * 1024)
            .withIterations(2)
            .withParallelism(1)
            .build());
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
        + Base64.getEncoder().withoutPadding().encodeToString(hash);
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

  private static final String COMPOSED = "viol\u00e9t k\u00e4ttle drums";
  private static final String DECOMPOSED = "viole\u0301t ka\u0308ttle drums";

  @Test
  void authenticate_passwordTypedOnAnotherSystem_isTheSame() {
    accounts.create(Username.of("anna"), accepted(DECOMPOSED), Set.of(), Actor.SYSTEM);
    for (String typed :
        List.of(
            COMPOSED,
            DECOMPOSED,
            COMPOSED.replace(' ', '\u00a0'),
            "viol\u00e9t ka\u0308ttle drums")) {
      assertThat(passwords.authenticate("anna", typed)).as(typed).isPresent();
    }
    for (String other :
        List.of(" " + COMPOSED, COMPOSED + " ", COMPOSED.toUpperCase(Locale.ROOT))) {
      assertThat(passwords.authenticate("anna", other)).as(other).isEmpty();
    }
  }

  @Test
  void requirePasswordAndChange_passwordTypedOnAnotherSystem_isTheSame() {
    UserAccount anna =
        accounts
            .create(Username.of("anna"), accepted(COMPOSED), Set.of(), Actor.SYSTEM)
            .orElseThrow();
    accounts.changePassword(
        passwords.requirePassword(anna.id(), DECOMPOSED),
        accepted(DECOMPOSED + "!"),
        Optional.empty());
    assertThat(passwords.authenticate("anna", COMPOSED + "!")).isPresent();
  }

  /** As it was hashed before passwords were prepared: it goes on, and is hashed anew. */
  @Test
  void authenticate_hashOfAnUnpreparedPassword_goesOnAndIsHashedAnew() {
    UUID id = account("emil", hashOf(DECOMPOSED));
    assertThat(passwords.authenticate("emil", COMPOSED)).isEmpty();
    passwords.requirePassword(id, DECOMPOSED);
    assertThat(passwords.authenticate("emil", DECOMPOSED)).isPresent();
    assertThat(passwords.authenticate("emil", COMPOSED)).isPresent();
    assertThat(passwords.authenticate("emil", DECOMPOSED)).isPresent();
  }

  private UUID account(String name, String hash) {
    UUID id = UUID.randomUUID();
    fixture.users.add(
        new UserAccount(
            id, name, UserAccount.LOCAL, hash, Set.of(), 0, false, fixture.clock.instant()),
        Report.nothing());
    return id;
  }

  @Test
  void authenticate_nameWithBlanksAround_isTheSame() {
    UserAccount anna = anna();
    for (String typed :
        List.of("anna ", " anna", "Anna\u00a0", "\u2003anna\u3000", "\ufeffanna\u200b")) {
      assertThat(passwords.authenticate(typed, PASSWORD)).as(typed).contains(anna);
      assertThat(passwords.idOf(typed)).contains(anna.id());
      assertThat(accounts.create(Username.of(typed), accepted(PASSWORD), Set.of(), Actor.SYSTEM))
          .isEmpty();
      assertThat(fixture.directories.adopt("ldap", typed, Set.of())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an\u200bna",
        "an\u200dna",
        "an\u00adna",
        "an\u2060na",
        "an\ufeffna",
        "an\u3164na",
        "an\uffa0na",
        "an\u115fna",
        "an\u1680na",
        "an\u2028na",
        "an\u034fna",
        "an\u1160na",
        "an\u17b5na",
        "an\u180bna",
        "an\u180fna",
        "an\ufe00na",
        "an\ufe0fna",
        "an\u2800na",
        "an\u202ena",
        "an\u17b4na",
        "an\udb40\udd00na",
        "an\u0378na",
        "an\tna",
        "\u200b"
      })
  void isName_withSomethingThatCannotBeSeen_isNot(String name) {
    assertThat(Username.parse(name)).isEmpty();
    assertThat(fixture.directories.adopt("ldap", name, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna b",
        "\u00c4rztin",
        "\u5b89",
        "\u0391\u03a3",
        "an.na+x@example.com",
        "\uff21nna",
        "an\u00a0na"
      })
  void isName_ordinaryOnes_are(String name) {
    assertThat(Username.parse(name)).isPresent();
  }

  @Test
  void normalise_anyCharacter_isStable() {
    for (int c : IntStream.rangeClosed(0, 0x1FFFF).filter(Character::isDefined).toArray()) {
      String name = Username.normalise("a" + Character.toString(c) + "b" + Character.toString(c));
      assertThat(Username.normalise(name)).isEqualTo(name);
    }
  }

  /** As earlier versions let it be made. */
  @Test
  void authenticate_oddNameOfBefore_goesOnBesideTheOther() {
    UUID spaced = account("anna ", hashOf(PASSWORD));
    UUID hidden = account("ber\u200bt", hashOf(PASSWORD));
    assertThat(accounts.create(Username.of("Anna "), accepted(PASSWORD), Set.of(), Actor.SYSTEM))
        .isEmpty();
    UserAccount anna = anna();
    assertThat(passwords.authenticate("anna ", PASSWORD)).map(UserAccount::id).contains(spaced);
    assertThat(passwords.idOf("ANNA\u00a0")).contains(spaced);
    assertThat(passwords.authenticate(" anna", PASSWORD)).contains(anna);
    assertThat(passwords.authenticate("anna", PASSWORD)).contains(anna);
    assertThat(passwords.authenticate("Ber\u200bT", PASSWORD))
        .map(UserAccount::id)
        .contains(hidden);
  }

  @Test
  void areRoles_longestThatThereIsRoomFor_makeATokenThatVerifies() {
    int most = new RoleBudget(Fixture.ACCESS).octets();
    Set<String> roles = new HashSet<>();
    for (int i = 10; i < 100 && accounts.areRoles(roles); i++) {
      roles.add(i + "x".repeat(98));
    }
    assertThat(roles.size() * 103).isBetween(most - 103, most + 103);
    roles.remove(roles.iterator().next());
    assertThat(accounts.areRoles(roles)).isTrue();
    UserAccount user = fixture.directories.adopt("ldap", "\u5b89".repeat(255), roles).orElseThrow();
    String token = fixture.service.openSession(user, Device.unknown()).accessToken().value();
    assertThat(fixture.verifier.verify(token).getGroups()).isEqualTo(roles);
  }

  @Test
  void changePassword_rolesTakenAwayMeanwhile_signsNoneOfThem() {
    UserAccount anna = anna();
    fixture.users.change(anna.id(), roles("auth-admin"), BY_ADMINISTRATOR, Report.nothing());
    UserStore slow =
        before(
            "changePassword",
            () -> fixture.users.change(anna.id(), roles(), BY_ADMINISTRATOR, Report.nothing()));
    AccountPasswords latePasswords = new AccountPasswords(slow, fixture.hasher);
    Accounts late =
        new Accounts(
            slow,
            latePasswords,
            new RoleBudget(Fixture.ACCESS),
            fixture.revocations,
            fixture.events,
            UUID::randomUUID,
            fixture.clock);

    UserAccount changed =
        late.changePassword(
            latePasswords.requirePassword(anna.id(), PASSWORD),
            accepted(PASSWORD + "!"),
            Optional.empty());

    assertThat(changed.roles()).isEmpty();
    String token = fixture.service.openSession(changed, Device.unknown()).accessToken().value();
    assertThat(fixture.verifier.verify(token).getGroups()).isEmpty();
  }

  @Test
  void openSession_rolesTakenAwaySinceThePassword_signsNoneOfThem() {
    UserAccount anna = anna();
    fixture.users.change(anna.id(), roles("auth-admin"), BY_ADMINISTRATOR, Report.nothing());
    UserAccount authenticated = passwords.authenticate("anna", PASSWORD).orElseThrow();
    fixture.users.change(anna.id(), roles(), BY_ADMINISTRATOR, Report.nothing());
    String token =
        fixture.service.openSession(authenticated, Device.unknown()).accessToken().value();
    assertThat(fixture.verifier.verify(token).getGroups()).isEmpty();
  }

  private static UserChange roles(String... roles) {
    return new UserChange(Optional.empty(), Optional.of(Set.of(roles)), Optional.empty());
  }

  /** The users, to whom something happens just before they are asked for something. */
  private UserStore before(String method, Runnable happening) {
    return (UserStore)
        Proxy.newProxyInstance(
            AccountsTest.class.getClassLoader(),
            new Class<?>[] {UserStore.class},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                happening.run();
              }
              return called.invoke(fixture.users, arguments);
            });
  }

  @Test
  void changePassword_advancesTheEpoch() {
    UserAccount anna = anna();
    UserAccount changed =
        accounts.changePassword(
            passwords.requirePassword(anna.id(), PASSWORD),
            accepted(PASSWORD + "!"),
            Optional.empty());
    assertThat(changed.epoch()).isGreaterThan(anna.epoch());
    assertThat(passwords.authenticate("anna", PASSWORD)).isEmpty();
    assertThat(passwords.authenticate("anna", PASSWORD + "!")).contains(changed);
  }

  @Test
  void changePassword_changedSinceItWasProven_isRefused() {
    UserAccount anna = anna();
    ProvenPassword proven = passwords.requirePassword(anna.id(), PASSWORD);
    UserAccount changed =
        accounts.changePassword(proven, accepted(PASSWORD + "!"), Optional.empty());
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(
            () -> accounts.changePassword(proven, accepted(PASSWORD + "?"), Optional.empty()));
    assertThat(passwords.authenticate("anna", PASSWORD + "!")).contains(changed);
  }

  @Test
  void requirePassword_wrongOrForeign_isRefused() {
    UserAccount anna = anna();
    passwords.requirePassword(anna.id(), PASSWORD);
    UserAccount fred = fixture.directories.adopt("ldap", "fred", Set.of()).orElseThrow();
    for (UUID id : new UUID[] {anna.id(), fred.id(), UUID.randomUUID()}) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> passwords.requirePassword(id, "wrong"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticate_nobodyToCompareWith_takesATurnAllTheSame(HashingLane lane) {
    anna();
    fixture.directories.adopt("ldap", "carl", Set.of());
    UUID dora = account("dora", hashOf(PASSWORD));
    fixture.users.change(
        dora,
        new UserChange(Optional.empty(), Optional.empty(), Optional.of(true)),
        BY_ADMINISTRATOR,
        Report.nothing());
    AccountPasswords busy = new AccountPasswords(fixture.users, hashing.hasher());
    for (String name : List.of("anna", "nobody", "carl", "dora")) {
      assertThat(hashing.takesATurn(lane, () -> busy.authenticate(name, "wrong", lane)))
          .as(name)
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pretendToAuthenticate_anyName_takesATurn(HashingLane lane) {
    anna();
    AccountPasswords busy = new AccountPasswords(fixture.users, hashing.hasher());
    for (String name : List.of("anna", "nobody")) {
      assertThat(hashing.takesATurn(lane, () -> busy.pretendToAuthenticate(name, PASSWORD, lane)))
          .as(name)
          .isTrue();
    }
  }

  @Test
  void requireRoom_asManyWaitAsMay_isRefused() {
    AccountPasswords busy = new AccountPasswords(fixture.users, hashing.hasher());
    busy.requireRoom(HashingLane.STRANGE);
    hashing.whileFull(
        HashingLane.STRANGE,
        () -> {
          assertThatExceptionOfType(TooManyAttemptsException.class)
              .isThrownBy(() -> busy.requireRoom(HashingLane.STRANGE));
          busy.requireRoom(HashingLane.PROVEN);
        });
    busy.requireRoom(HashingLane.STRANGE);
  }

  private Accounts accounts(UserStore users) {
    return new Accounts(
        users,
        new AccountPasswords(users, fixture.hasher),
        new RoleBudget(Fixture.ACCESS),
        fixture.revocations,
        fixture.events,
        UUID::randomUUID,
        fixture.clock);
  }

  @Test
  void change_account_isAnsweredAsItWasAndIs() {
    UserAccount anna = anna();
    ChangedUser changed =
        accounts.change(
            anna.id(),
            AccountChange.ofRoles(Set.of("auth-admin", "auditor")),
            Actor.SYSTEM,
            Optional.empty());
    assertThat(changed)
        .isEqualTo(new ChangedUser.Done(anna, fixture.users.findById(anna.id()).orElseThrow()));
    assertThat(
            accounts.change(
                anna.id(), AccountChange.ofRoles(Set.of()), Actor.SYSTEM, Optional.empty()))
        .isEqualTo(new ChangedUser.LastOfRole());
    assertThat(
            accounts.change(
                UUID.randomUUID(), AccountChange.ofRoles(Set.of()), Actor.SYSTEM, Optional.empty()))
        .isEqualTo(new ChangedUser.NotFound());
  }

  @Test
  void change_ofWhatAnotherDirectoryKeeps_isRefused() {
    UUID fred = fixture.directories.adopt("ldap", "fred", Set.of("user")).orElseThrow().id();
    AccountChange password =
        new AccountChange(Optional.of(accepted(PASSWORD)), Optional.empty(), Optional.empty());
    for (AccountChange change : List.of(password, AccountChange.ofRoles(Set.of()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> accounts.change(fred, change, Actor.SYSTEM, Optional.empty()));
    }
    AccountChange disabling =
        new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true));
    assertThat(accounts.change(fred, disabling, Actor.SYSTEM, Optional.empty()))
        .isInstanceOf(ChangedUser.Done.class);
  }

  @Test
  void delete_lastAdministrator_stays() {
    assertThat(accounts.delete(anna().id(), Actor.SYSTEM, Optional.empty()))
        .isEqualTo(UserDeletion.LAST_OF_ROLE);
  }

  /** As a store does whose commit was answered too late. */
  @Test
  void delete_storeThatTriesTwice_isDone() {
    UUID emil = account("emil", hashOf(PASSWORD));
    UserStore twice =
        (UserStore)
            Proxy.newProxyInstance(
                AccountsTest.class.getClassLoader(),
                new Class<?>[] {UserStore.class},
                (self, called, arguments) -> {
                  if (called.getName().equals("delete")) {
                    called.invoke(fixture.users, arguments);
                  }
                  return called.invoke(fixture.users, arguments);
                });
    Accounts trying = accounts(twice);
    assertThat(trying.delete(emil, Actor.SYSTEM, Optional.empty())).isEqualTo(UserDeletion.DONE);
    assertThat(trying.delete(emil, Actor.SYSTEM, Optional.empty()))
        .isEqualTo(UserDeletion.NOT_FOUND);
  }

  @Test
  void create_nameThatIsTaken_isEmpty() {
    anna();
    assertThat(accounts.addAdministrator(Username.of("anna"), accepted(PASSWORD))).isFalse();
    UserStore raced = before("add", () -> account("emil", hashOf(PASSWORD)));
    assertThat(
            accounts(raced).create(Username.of("emil"), accepted(PASSWORD), Set.of(), Actor.SYSTEM))
        .isEmpty();
  }
}
