package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.DirectoryUnavailableException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.web.InMemoryDeployment;
import jakarta.enterprise.inject.Instance;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
    private int awayAfter = Integer.MAX_VALUE;
    private boolean isAway;

    @Override
    public CredentialValidationResult validate(Credential credential) {
      asked++;
      if (isAway || asked > awayAfter) {
        throw new IllegalStateException("no connection");
      }
      if (asked > most) {
        throw new TooManyAttemptsException(Duration.ofSeconds(1));
      }
      return credential instanceof UsernamePasswordCredential given
              && given.compareTo("carl", PASSWORD)
          ? new CredentialValidationResult("carl", Set.of("user"))
          : CredentialValidationResult.INVALID_RESULT;
    }
  }

  /** Knows nobody. */
  private static final class OtherDirectory implements IdentityStore {
    private CredentialValidationResult answer = CredentialValidationResult.NOT_VALIDATED_RESULT;

    @Override
    public CredentialValidationResult validate(Credential credential) {
      return answer;
    }
  }

  /** Knows no passwords, and a group of everybody. */
  private static final class Groups implements IdentityStore {
    private boolean isAway;

    @Override
    public Set<ValidationType> validationTypes() {
      return Set.of(ValidationType.PROVIDE_GROUPS);
    }

    @Override
    public Set<String> getCallerGroups(CredentialValidationResult validationResult) {
      if (isAway) {
        throw new IllegalStateException("no connection");
      }
      return Set.of("everybody");
    }
  }

  @TempDir Path folder;

  private final Directory directory = new Directory();
  private final OtherDirectory other = new OtherDirectory();
  private final Groups groups = new Groups();
  private final Login login = new Login();

  private InMemoryDeployment deployment;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
  void wire() throws IOException {
    deployment =
        new InMemoryDeployment(
            folder,
            Map.of(
                "countersign.bootstrap.admin-username",
                "anna",
                "countersign.bootstrap.admin-password",
                PASSWORD,
                "countersign.login.max-attempts",
                Integer.toString(ATTEMPTS)));
    OtherDirectories others = new OtherDirectories();
    others.directories = deployment.directoryAccounts();
    others.identityStores = instanceOf(directory, other, groups);
    login.accountPasswords = deployment.accountPasswords();
    login.directories = deployment.directoryAccounts();
    login.protection = deployment.loginProtection();
    login.otherDirectories = others;
  }

  @AfterEach
  void stop() {
    deployment.close();
  }

  @SuppressWarnings("unchecked")
  private static Instance<IdentityStore> instanceOf(IdentityStore... stores) {
    return (Instance<IdentityStore>)
        Proxy.newProxyInstance(
            LoginTest.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("stream");
              return Stream.of(stores);
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
  void authenticate_groupsOfAnotherDirectory_areAddedToItsOwn() {
    assertThat(login.authenticate("carl", PASSWORD, DEVICE, Optional.empty()).roles())
        .containsExactlyInAnyOrder("user", "everybody");
  }

  @Test
  void authenticate_directoryAway_isNoWrongPassword() {
    directory.isAway = true;
    for (int i = 0; i <= 4 * ATTEMPTS; i++) {
      unavailable("carl", PASSWORD);
      unavailable("carl", "guess");
    }
    assertThat(deployment.events())
        .noneMatch(event -> event.type() == SecurityEvent.Type.LOGIN_FAILED);
    directory.isAway = false;
    assertThat(login.authenticate("carl", PASSWORD, DEVICE, Optional.empty()).username())
        .isEqualTo("carl");
  }

  @Test
  void authenticate_groupsAway_isNoWrongPassword() {
    groups.isAway = true;
    for (int i = 0; i <= 4 * ATTEMPTS; i++) {
      unavailable("carl", PASSWORD);
    }
    guessAll("carl");
    refused("carl");
  }

  private void unavailable(String username, String password) {
    assertThatExceptionOfType(DirectoryUnavailableException.class)
        .isThrownBy(() -> login.authenticate(username, password, DEVICE, Optional.empty()));
  }

  @Test
  void authenticate_oneDirectoryAway_stillAsksTheOther() {
    directory.isAway = true;
    other.answer = new CredentialValidationResult("dora", Set.of("user"));
    assertThat(login.authenticate("dora", PASSWORD, DEVICE, Optional.empty()).username())
        .isEqualTo("dora");
  }

  /** Or while one is away, users of the other could be guessed at for as long as it takes. */
  @Test
  void authenticate_oneDirectoryAwayAndTheOtherRefuses_countsAndIsNoWrongPassword() {
    directory.isAway = true;
    other.answer = CredentialValidationResult.INVALID_RESULT;
    for (int i = 0; i < ATTEMPTS; i++) {
      unavailable("dora", "guess");
    }
    refused("dora");
  }

  @Test
  void authenticate_directoryAway_leavesOwnUsersAlone() {
    directory.isAway = true;
    assertThat(login.authenticate("anna", PASSWORD, DEVICE, Optional.empty()).username())
        .isEqualTo("anna");
    guessAll("anna");
    refused("anna");
  }

  @Test
  void reauthenticate_directoryAway_isNoWrongPassword() {
    UserAccount carl = login.authenticate("carl", PASSWORD, DEVICE, Optional.empty());
    directory.isAway = true;
    for (int i = 0; i <= ATTEMPTS; i++) {
      assertThatExceptionOfType(DirectoryUnavailableException.class)
          .isThrownBy(() -> login.reauthenticate(carl, PASSWORD, DEVICE));
    }
    directory.isAway = false;
    login.reauthenticate(carl, PASSWORD, DEVICE);
  }

  @Test
  void authenticate_directoryAwayForTheSecondReading_spendsTheAttempt() {
    directory.awayAfter = 1;
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(
            () -> login.authenticate("carl", List.of("guess", PASSWORD), DEVICE, Optional.empty()));
  }

  @Test
  void authenticate_failed_isReportedOfAKnownUserOnly() {
    UserAccount anna = login.authenticate("anna", PASSWORD, DEVICE, Optional.empty());
    for (String name : List.of("anna", "ghost")) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> login.authenticate(name, "guess", DEVICE, Optional.empty()));
    }
    assertThat(deployment.events())
        .filteredOn(event -> event.type() == SecurityEvent.Type.LOGIN_FAILED)
        .extracting(SecurityEvent::userId)
        .containsExactly(Optional.of(anna.id()), Optional.empty());
  }
}
