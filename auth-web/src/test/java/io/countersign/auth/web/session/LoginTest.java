package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.RoleBudget;
import io.countersign.auth.core.Username;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.InMemoryDenylist;
import io.countersign.auth.spi.InMemoryFamilyEndings;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemoryLoginLimiter;
import io.countersign.auth.spi.InMemoryRefreshTokenStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.InMemoryUserStore;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.verify.AccessTokenSettings;
import jakarta.enterprise.inject.Instance;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {

  private static final int ATTEMPTS = 3;
  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final Device DEVICE = new Device(null, null, null, "192.0.2.1");
  private static final Device ELSEWHERE = new Device(null, null, null, "198.51.100.7");

  /** Knows one user, and counts how often it was asked. */
  private static final class Directory implements IdentityStore {
    private int asked;
    private int most = Integer.MAX_VALUE;

    @Override
    public CredentialValidationResult validate(Credential credential) {
      asked++;
      if (asked > most) {
        throw new TooManyAttemptsException(Duration.ofSeconds(1));
      }
      return credential instanceof UsernamePasswordCredential given
              && given.compareTo("carl", PASSWORD)
          ? new CredentialValidationResult("carl", Set.of("user"))
          : CredentialValidationResult.INVALID_RESULT;
    }
  }

  /** Nobody has been anywhere. */
  private static final class NoPlaces implements KnownPlaces {
    @Override
    public boolean hasLoggedInFrom(UUID userId, String network) {
      return false;
    }

    @Override
    public boolean isFamiliar(String network) {
      return false;
    }

    @Override
    public boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest) {
      return false;
    }
  }

  @TempDir Path folder;

  private final Directory directory = new Directory();
  private final InMemorySecurityEventStore events = new InMemorySecurityEventStore();
  private final Login login = new Login();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
  void wire() throws IOException {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    Path key = Files.write(folder.resolve("master.key"), new byte[32]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    InMemoryUserStore users = new InMemoryUserStore();
    InMemoryDenylist denylist = users.denylist();
    SecurityEvents reports = new SecurityEvents(events, List.of(), clock);
    login.accounts =
        new Accounts(
            users,
            new PasswordHasher(random),
            new RoleBudget(
                new AccessTokenSettings(
                    "https://auth.example",
                    Set.of("shop"),
                    Duration.ofMinutes(15),
                    "JWT",
                    Duration.ZERO)),
            new Revocations(
                new InMemoryFamilyEndings(new InMemoryRefreshTokenStore(users)),
                denylist,
                denylist,
                reports,
                clock),
            reports,
            UUID::randomUUID,
            clock);
    login.directories = new DirectoryAccounts(users, login.accounts);
    login.protection =
        new LoginProtection(
            new InMemoryLoginLimiter(),
            ATTEMPTS,
            new NoPlaces(),
            RefreshTokenCodec.open(
                new InMemoryKeyStore(), MasterKey.read(key, Optional.empty(), random), random),
            new InMemoryRefreshTokenStore(users),
            reports,
            clock);
    login.identityStores = instanceOf(directory);
    login.accounts.addAdministrator(
        Username.of("anna"),
        new PasswordPolicy().accept(PASSWORD, "anna", IllegalStateException::new));
  }

  @SuppressWarnings("unchecked")
  private static Instance<IdentityStore> instanceOf(IdentityStore store) {
    return (Instance<IdentityStore>)
        Proxy.newProxyInstance(
            LoginTest.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("stream");
              return Stream.of(store);
            });
  }

  private void guessAll(String username) {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> login.authenticate(username, "guess", DEVICE, Optional.empty()));
    }
  }

  private void refused(String username) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> login.authenticate(username, PASSWORD, ELSEWHERE, Optional.empty()));
  }

  @Test
  void authenticate_rightPassword_isNeverTooMany() {
    for (int i = 0; i < 2 * ATTEMPTS; i++) {
      assertThat(login.authenticate("Anna", PASSWORD, DEVICE, Optional.empty()).username())
          .isEqualTo("anna");
      assertThat(login.authenticate("CARL", PASSWORD, DEVICE, Optional.empty()).username())
          .isEqualTo("carl");
    }
  }

  @Test
  void authenticate_tooManyGuesses_refusesTheRightPasswordInAnySpelling() {
    guessAll("anna");
    refused("anna");
    refused("ANNA");
  }

  @Test
  void authenticate_userOfAnotherDirectory_isProtectedAlike() {
    guessAll("carl");
    refused("carl");
    assertThat(directory.asked).isEqualTo(ATTEMPTS);
  }

  @Test
  void authenticate_nameThatNobodyHas_isCountedAlike() {
    guessAll("ghost");
    refused("ghost");
  }

  @Test
  void authenticate_noRoomForAnotherLook_spendsTheAttempt() {
    for (int i = 0; i < ATTEMPTS; i++) {
      directory.most = directory.asked + 1;
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(
              () ->
                  login.authenticate("carl", List.of("guess", PASSWORD), DEVICE, Optional.empty()));
    }
    refused("carl");
    assertThat(directory.asked).isEqualTo(2 * ATTEMPTS);
  }

  @Test
  void authenticate_noRoomForTheFirstLook_givesTheAttemptBack() {
    directory.most = 0;
    for (int i = 0; i <= ATTEMPTS; i++) {
      assertThatExceptionOfType(TooManyAttemptsException.class)
          .isThrownBy(() -> login.authenticate("carl", "guess", DEVICE, Optional.empty()));
    }
    directory.most = Integer.MAX_VALUE;
    assertThat(login.authenticate("carl", PASSWORD, DEVICE, Optional.empty()).username())
        .isEqualTo("carl");
  }

  @Test
  void authenticate_failed_isReportedOfAKnownUserOnly() {
    UserAccount anna = login.authenticate("anna", PASSWORD, DEVICE, Optional.empty());
    for (String name : List.of("anna", "ghost")) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> login.authenticate(name, "guess", DEVICE, Optional.empty()));
    }
    assertThat(events.events())
        .filteredOn(event -> event.type() == SecurityEvent.Type.LOGIN_FAILED)
        .extracting(SecurityEvent::userId)
        .containsExactly(Optional.of(anna.id()), Optional.empty());
  }
}
