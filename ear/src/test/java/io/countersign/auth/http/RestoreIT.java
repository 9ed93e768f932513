package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;

import io.countersign.auth.arquillian.DeployedServer;
import java.sql.SQLException;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an old state of the database means for tokens, as docs/postgresql.md says it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Execution(ExecutionMode.SAME_THREAD)
class RestoreIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  private final AuthClient client = AuthClient.ofDeployed();
  private final String username = client.newUser();

  @Test
  void restore_revivesWhatWasRotatedAndEnded() throws SQLException {
    var rotated = client.login(username).text("refresh_token");
    var ended = client.login(username);
    try (var backup = backup()) {
      var successor = client.refresh(rotated).requireStatus(200).text("refresh_token");
      client.logout(ended.text("refresh_token")).requireStatus(204);
      client.requireDenied(ended.text("access_token"));

      backup.restore();

      client.refresh(successor).requireUnauthorized("token_revoked", INVALID_TOKEN);
      client.refresh(rotated).requireStatus(200);
      client.requireNotDenied(ended.text("access_token"));
      client.refresh(ended.text("refresh_token")).requireStatus(200);
    }
  }

  @Test
  void logoutAll_afterRestore_endsWhatWasRevived() throws SQLException {
    var rotated = client.login(username);
    var ended = client.login(username);
    try (var backup = backup()) {
      var successor = client.refresh(rotated.text("refresh_token")).requireStatus(200);
      client.logout(ended.text("refresh_token")).requireStatus(204);

      backup.restore();
      logoutAll();

      for (var login : new Answer[] {rotated, successor, ended}) {
        requireWorthless(login);
      }
    }
  }

  @Test
  void logoutAll_afterRestoreWithSequenceMoved_deniesTokensOfTheLostTime() throws SQLException {
    var before = client.login(username);
    try (var backup = backup()) {
      var lost = changePassword(before.text("access_token"));

      backup.restore();
      backup.execute("select setval('epoch_sequence', nextval('epoch_sequence') + 1000000)");
      logoutAll();

      requireWorthless(before);
      requireWorthless(lost);
    }
  }

  private static DatabaseBackup backup() throws SQLException {
    return DatabaseBackup.of(DeployedServer.server().database().dataSource());
  }

  private void logoutAll() {
    var administrator = client.login("admin", PASSWORD).requireStatus(200).text("access_token");
    client.post("admin/logout-all", "", bearer(administrator)).requireStatus(204);
  }

  private Answer changePassword(String accessToken) {
    var change =
        json("current_password", PASSWORD, "new_password", "violet kettle drums on tuesday");
    return client.post("password", change, bearer(accessToken)).requireStatus(200);
  }

  private void requireWorthless(Answer login) {
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.requireDenied(login.text("access_token"));
  }
}
