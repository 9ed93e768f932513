package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.directory.JdkPasswordHash;
import io.countersign.auth.server.EmbeddedDirectory;
import io.countersign.auth.server.Secrets;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of users whose passwords are elsewhere: the promises of docs/directory.md. */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(ShopServers.class)
@ExtendWith(TestCount.class)
@Execution(ExecutionMode.SAME_THREAD)
class DirectoryIT {

  private static final int ATTEMPTS = 10;
  private static final String PASSWORD = Secrets.password();

  private final EmbeddedDirectory ldap = ShopServers.LDAP;
  private final AuthServer server;
  private final AuthClient client;

  DirectoryIT(AuthServer server) throws SQLException {
    this.server = server;
    client = new AuthClient(server);
    execute(
        """
        create table if not exists shop_user (
          login         varchar(255) primary key,
          password_hash varchar(255) not null,
          active        boolean not null);
        create table if not exists shop_user_role (
          login         varchar(255) not null references shop_user,
          role          varchar(255) not null);
        """);
  }

  private void execute(String statements) throws SQLException {
    try (var connection = server.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private Answer login(String name) {
    return client.login(name, PASSWORD).requireStatus(200);
  }

  private void wrong(Answer answer) {
    answer.requireUnauthorized("invalid_credentials", "Bearer");
  }

  private void requireGroups(Answer tokens, String... names) {
    var me = client.me(tokens.text("access_token")).requireStatus(200).json();
    assertThat(me.getJsonArray("groups").getValuesAs(JsonString::getString))
        .containsExactlyInAnyOrder(names);
  }

  private Answer reauthenticate(Answer login) {
    return client.post(
        "reauthenticate", json("password", PASSWORD), bearer(login.text("access_token")));
  }

  @Test
  void login_userOfLdap_getsItsGroups() {
    var name = ldap.addPerson(PASSWORD);
    var group = "clerk of " + name;
    ldap.addGroup(group, EmbeddedDirectory.dn(name));
    var login = login(name.toUpperCase(Locale.ROOT));
    requireGroups(login, group);
    var me = client.me(login.text("access_token")).requireStatus(200);
    assertThat(me.text("upn")).isEqualTo(name);
    requireGroups(client.refresh(login.text("refresh_token")).requireStatus(200), group);
    reauthenticate(login).requireStatus(200);
    assertThat(client.idOf(name)).isEqualTo(me.text("sub"));
  }

  @Test
  void login_wrongPassword_isRefusedAndCounted() {
    var name = ldap.addPerson(PASSWORD);
    for (int i = 0; i < ATTEMPTS; i++) {
      wrong(client.login(name, "wrong"));
    }
    client.login(name, PASSWORD).requireProblem(429, "too_many_attempts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*)(uid=*"})
  void login_nameThatIsAFilter_isNobody(String name) {
    ldap.addPerson(PASSWORD);
    wrong(client.login(name, PASSWORD));
  }

  @Test
  void login_groupsHaveChanged_areTheNewOnesAndOlderTokensAreDenied() {
    var name = ldap.addPerson(PASSWORD);
    ldap.addGroup("old of " + name, EmbeddedDirectory.dn(name));
    var before = login(name);
    ldap.renameGroup("old of " + name, "new of " + name);
    var refreshed = client.refresh(before.text("refresh_token")).requireStatus(200);
    requireGroups(refreshed, "old of " + name);

    requireGroups(login(name), "new of " + name);
    client.requireDenied(refreshed.text("access_token"));
    requireGroups(
        client.refresh(refreshed.text("refresh_token")).requireStatus(200), "new of " + name);
  }

  /** Which is why docs/settings.md has {@code directory-max-lifetime}. */
  @Test
  void refresh_userHasLeftTheDirectory_goesOnUntilTheSessionEnds() {
    var name = ldap.addPerson(PASSWORD);
    var login = login(name);
    assertThat(login.json().getInt("refresh_expires_in"))
        .isEqualTo((int) ShopServers.LIFETIME.toSeconds());
    ldap.removePerson(name);
    var refreshed = client.refresh(login.text("refresh_token")).requireStatus(200);
    assertThat(refreshed.json().getInt("refresh_expires_in"))
        .isLessThanOrEqualTo((int) ShopServers.LIFETIME.toSeconds());
    wrong(client.login(name, PASSWORD));
    wrong(reauthenticate(refreshed));
  }

  @Test
  void disabled_userIsOutAtOnce_whateverTheDirectorySays() {
    var name = ldap.addPerson(PASSWORD);
    var login = login(name);
    var path = "admin/users/" + client.idOf(name);
    var admin = bearer(client.administrator());
    client.patch(path, "{\"disabled\":true}", admin).requireStatus(200);
    client.refresh(login.text("refresh_token")).requireProblem(401, "token_revoked");
    client.requireDenied(login.text("access_token"));
    wrong(client.login(name, PASSWORD));
    client.patch(path, "{\"disabled\":false}", admin).requireStatus(200);
    login(name);
  }

  @Test
  void deleted_userWhoIsStillInTheDirectory_comesBackAsAnother() {
    var name = ldap.addPerson(PASSWORD);
    login(name);
    var id = client.idOf(name);
    client.delete("admin/users/" + id, client.administrator()).requireStatus(204);
    login(name);
    assertThat(client.idOf(name)).isNotEqualTo(id);
  }

  @Test
  void change_userOfADirectory_keepsItsPasswordAndRoles() {
    var name = ldap.addPerson(PASSWORD);
    var token = login(name).text("access_token");
    var change = json("current_password", PASSWORD, "new_password", "violet kettle drums");
    wrong(client.post("password", change, bearer(token)));
    var admin = bearer(client.administrator());
    var path = "admin/users/" + client.idOf(name);
    client
        .patch(path, "{\"roles\":[\"auth-admin\"]}", admin)
        .requireProblem(400, "invalid_request");
    client
        .patch(path, json("password", "violet kettle drums"), admin)
        .requireProblem(400, "invalid_request");
  }

  @Test
  void directoryAway_isNoWrongPasswordAndNoFailure() throws IOException {
    var name = ldap.addPerson(PASSWORD);
    var login = login(name);
    ldap.stop();
    try {
      for (int i = 0; i <= ATTEMPTS; i++) {
        var answer = client.login(name, PASSWORD).requireProblem(503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
      }
      reauthenticate(login).requireProblem(503, "unavailable");
      client.refresh(login.text("refresh_token")).requireStatus(200);
      client.login(client.newUser()); // whom Countersign keeps itself
      wrong(client.login(client.newUser(), "wrong"));
    } finally {
      ldap.restart();
    }
    login(name);
    assertThat(Files.readString(server.log()))
        .contains("LdapDirectory does not answer")
        .doesNotContain(PASSWORD, ldap.servicePassword());
  }

  @Test
  void login_userOfATable_getsItsRoles() throws SQLException {
    var name = "Customer-" + UUID.randomUUID();
    execute(
        """
        insert into shop_user values ('%1$s', '%2$s', true);
        insert into shop_user_role values ('%1$s', 'buyer');
        """
            .formatted(name, new JdkPasswordHash().generate(PASSWORD.toCharArray())));
    var login = login(name);
    requireGroups(login, "buyer");
    assertThat(client.me(login.text("access_token")).text("upn")).isEqualToIgnoringCase(name);
    wrong(client.login(name, "wrong"));
  }
}
