package io.countersign.auth.directory;

import static io.countersign.auth.server.EmbeddedDirectory.SERVICE;
import static io.countersign.auth.server.EmbeddedDirectory.dn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import io.countersign.auth.server.EmbeddedDirectory;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example on a directory that it reaches by TLS. */
@SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
class LdapDirectoryTest {
  private static final String PASSWORD = "violet kettle drums";
  private static final String CA_FILE = "directory.ca-file";

  @TempDir static Path folder;

  private static EmbeddedDirectory ldap;

  private final LdapDirectory directory = new LdapDirectory();
  private String name = "";

  @BeforeAll
  static void start() {
    ldap = EmbeddedDirectory.start(folder);
  }

  @AfterAll
  static void stop() {
    ldap.close();
    System.clearProperty(CA_FILE);
  }

  @BeforeEach
  void configure() {
    name = ldap.addPerson(PASSWORD);
    System.setProperty(CA_FILE, ldap.caFile().toString());
    directory.url = ldap.url();
    directory.bindDn = SERVICE;
    directory.bindPassword = ldap.servicePassword();
    directory.users = EmbeddedDirectory.PEOPLE;
    directory.groups = EmbeddedDirectory.GROUPS;
    directory.timeoutMillis = "3000";
  }

  @AfterEach
  void remove() {
    ldap.removePerson(name);
  }

  private CredentialValidationResult validate(String username, String password) {
    return directory.validate(new UsernamePasswordCredential(username, password));
  }

  private void refused(String username, String password) {
    assertThat(validate(username, password).getStatus()).isEqualTo(Status.INVALID);
  }

  private void unknown(String username) {
    assertThat(validate(username, PASSWORD))
        .isSameAs(CredentialValidationResult.NOT_VALIDATED_RESULT);
  }

  private IllegalStateException unavailable() {
    var failure = catchThrowableOfType(IllegalStateException.class, () -> validate(name, PASSWORD));
    assertThat(failure).isNotNull();
    for (Throwable it = failure; it != null; it = it.getCause()) {
      assertThat(it.toString()).doesNotContain(PASSWORD, ldap.servicePassword());
    }
    return failure;
  }

  @Test
  void validate_rightPassword_namesUserAndGroups() {
    ldap.addGroup("clerk " + name, dn(name));
    ldap.addGroup("buyer " + name, dn(name));
    ldap.addGroup("others " + name, dn("somebody else"));
    var result = validate(name, PASSWORD);
    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo(name);
    assertThat(result.getCallerGroups())
        .containsExactlyInAnyOrder("clerk " + name, "buyer " + name);
  }

  @Test
  void validate_wrongPasswordOrUnknownName_isTold() {
    refused(name, PASSWORD + "!");
    unknown("ghost");
  }

  /** In LDAP they are one name, and here they would be two accounts. */
  @Test
  void validate_nameSpeltOtherwise_isTheDirectorysSpelling() {
    var result = validate(" " + name.toUpperCase(Locale.ROOT), PASSWORD);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo(name);
  }

  /** RFC 4513 §5.1.2: the directory would say yes. */
  @Test
  void validate_emptyPassword_isRefusedWithoutABind() {
    var before = ldap.binds();
    refused(name, "");
    assertThat(ldap.binds()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*)(uid=*",
        "person-*",
        "x)(|(uid=*",
        "*)(objectClass=*))(&(uid=*",
        "\\2a",
        "",
        "\0",
        "(",
        "{0}"
      })
  void validate_nameThatIsAFilter_findsNobody(String username) {
    var before = ldap.binds().size();
    unknown(username);
    assertThat(ldap.binds().subList(before, ldap.binds().size())).containsExactly(SERVICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Müller, \"Karl\"", "a/b", "#1 (x) * \\", " + ; < > ="})
  void validate_entryOfAnyName_isBoundAndFoundInItsGroups(String cn) {
    var uid = "odd-" + name;
    var entry = ldap.add(new RDN("cn", cn), uid, PASSWORD);
    try {
      ldap.addGroup(uid + cn.length(), entry);
      assertThat(validate(uid, PASSWORD).getCallerGroups()).containsExactly(uid + cn.length());
      refused(uid, "wrong");
    } finally {
      ldap.remove(entry);
    }
  }

  @Test
  void validate_twoEntriesOfTheName_areNobodyAndNotBound() {
    var twin = ldap.add(new RDN("cn", "twin of " + name), name, PASSWORD);
    var before = ldap.binds().size();
    unknown(name);
    assertThat(ldap.binds().subList(before, ldap.binds().size())).containsExactly(SERVICE);
    ldap.remove(twin);
    assertThat(validate(name, PASSWORD).getStatus()).isEqualTo(Status.VALID);
  }

  @Test
  void validate_entryOfTwoNames_isNobody() {
    ldap.addValue(dn(name), "uid", "second-" + name);
    unknown(name);
    unknown("second-" + name);
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 49, 50, 53}) // as directories say wrong, locked, disabled or expired
  void validate_directoryRefusesTheUser_isRefused(int code) {
    ldap.refuse(dn(name), ResultCode.valueOf(code));
    refused(name, PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 13, 51, 52, 80}) // busy, away, or not to be asked in this way
  void validate_directoryDoesNotDecide_isNoWrongPassword(int code) {
    ldap.refuse(dn(name), ResultCode.valueOf(code));
    unavailable();
  }

  @Test
  void validate_directoryAway_isNoWrongPassword() {
    ldap.stop();
    try {
      unavailable();
    } finally {
      ldap.restart();
    }
    assertThat(validate(name, PASSWORD).getStatus()).isEqualTo(Status.VALID);
  }

  @Test
  void validate_firstOfTwoDirectoriesAway_asksTheSecond() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      directory.url = "ldaps://localhost:" + free.getLocalPort() + " " + ldap.url();
    }
    assertThat(validate(name, PASSWORD).getStatus()).isEqualTo(Status.VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap://localhost:", "ldaps://localhost:"})
  void validate_directoryThatNeverAnswers_isLeft(String scheme) throws IOException {
    directory.timeoutMillis = "50";
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      directory.url = scheme + silent.getLocalPort();
      unavailable();
    }
  }

  @Test
  void validate_wrongPasswordOfTheService_isNobodysWrongPassword() {
    directory.bindPassword = "wrong";
    unavailable();
  }

  @Test
  void validate_certificateOfAnotherAuthority_getsNoPassword(@TempDir Path other) {
    try (var stranger = EmbeddedDirectory.start(other)) {
      System.setProperty(CA_FILE, stranger.caFile().toString());
      var before = ldap.binds();
      unavailable();
      assertThat(ldap.binds()).isEqualTo(before);
    }
  }

  @Test
  void validate_certificateOfAnotherName_getsNoPassword() {
    directory.url = ldap.url().replace("localhost", "127.0.0.1");
    var before = ldap.binds();
    unavailable();
    assertThat(ldap.binds()).isEqualTo(before);
  }

  @Test
  void validate_noCertificates_isNoWrongPassword() {
    System.setProperty(CA_FILE, folder.resolve("none").toString());
    unavailable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldap://directory.example.com",
        "ldap://localhost.example.com",
        "ldap://localhost@directory.example.com",
        "ldaps://localhost ldap://directory.example.com",
        "ldap://localhost/dc=example ldap://directory.example.com",
        ""
      })
  void validate_addressElsewhereWithoutTls_isNotAsked(String url) {
    directory.url = url;
    assertThat(unavailable()).hasMessageContaining("directory.url");
  }

  @Test
  void validate_referral_isNotFollowed(@TempDir Path other) {
    try (var elsewhere = EmbeddedDirectory.start(other)) {
      var mallory = elsewhere.addPerson(PASSWORD);
      ldap.add(
          "dn: ou=elsewhere," + EmbeddedDirectory.PEOPLE,
          "objectClass: referral",
          "objectClass: extensibleObject",
          "ou: elsewhere",
          "ref: " + elsewhere.url() + "/" + EmbeddedDirectory.PEOPLE);
      unknown(mallory);
      assertThat(elsewhere.binds()).isEmpty();
    }
  }

  @Test
  void validate_anyOutcome_leavesNoConnectionOpen() {
    for (int i = 0; i < EmbeddedDirectory.MOST_CONNECTIONS; i++) {
      assertThat(validate(name, PASSWORD).getStatus()).isEqualTo(Status.VALID);
      refused(name, "wrong");
      unknown("ghost");
    }
  }

  @Test
  void validate_otherCredential_isNotLookedAt() {
    assertThat(directory.validate(new CallerOnlyCredential(name)))
        .isSameAs(CredentialValidationResult.NOT_VALIDATED_RESULT);
  }
}
