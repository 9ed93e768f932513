package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
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

  @TempDir Path folder;

  private final Directory directory = new Directory();
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
    others.identityStores = instanceOf(directory);
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
    assertThat(deployment.events())
        .filteredOn(event -> event.type() == SecurityEvent.Type.LOGIN_FAILED)
        .extracting(SecurityEvent::userId)
        .containsExactly(Optional.of(anna.id()), Optional.empty());
  }
}
