package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A user who goes leaves an id in the events, and nothing that passes. */
@EveryServer
class UserDeletionIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  private final AuthClient client;
  private final String admin;
  private final String username;

  UserDeletionIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
    username = client.newUser();
  }

  private Answer delete(String id) {
    return client.delete("admin/users/" + id, admin);
  }

  private Answer loginOn(String device) {
    return client
        .post("login", json("username", username, "password", PASSWORD, "device_name", device))
        .requireStatus(200);
  }

  @Test
  void delete_user_endsSessionsAndDeniesTokens() {
    var id = client.idOf(username);
    var login = loginOn("a phone");
    client.requireNotDenied(login.text("access_token"));
    assertThat(delete(id).requireStatus(204).body()).isEmpty();

    client.requireDenied(login.text("access_token"));
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.login(username, PASSWORD).requireUnauthorized("invalid_credentials", "Bearer");
    client
        .post(
            "password",
            json("current_password", PASSWORD, "new_password", "violet kettle drums"),
            bearer(login.text("access_token")))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.logout(login.text("refresh_token")).requireStatus(204);
    client.get("admin/users/" + id, bearer(admin)).requireProblem(404, "not_found");
    delete(id).requireProblem(404, "not_found");
  }

  @Test
  void delete_user_leavesEventsWithTheIdOnly() {
    var id = client.idOf(username);
    var login = loginOn("phone of " + username);
    delete(id).requireStatus(204);

    var events = client.get("admin/events?user_id=" + id, bearer(admin)).requireStatus(200);
    assertThat(events.body()).doesNotContain(username);
    var items = events.json().getJsonArray("items").getValuesAs(JsonObject.class);
    assertThat(items)
        .extracting(event -> event.getString("type"))
        .startsWith("user_deleted")
        .contains("login");
    assertThat(items)
        .filteredOn(event -> event.getString("type").equals("login"))
        .allSatisfy(
            event -> {
              assertThat(event.getJsonObject("detail")).isEmpty();
              assertThat(event).doesNotContainKey("ip");
              assertThat(event.getString("user_id")).isEqualTo(id);
            });
    assertThat(items.get(0).getString("actor")).isEqualTo(client.idOf("admin"));
    assertThat(items.get(0).getJsonObject("detail").keySet()).isSubsetOf("trace_id");
    assertThat(client.get("admin/sessions/" + login.text("session_id"), bearer(admin)).body())
        .contains("\"deleted\"")
        .doesNotContain(username);
  }

  @Test
  void delete_user_freesTheNameForSomebodyElse() {
    var id = client.idOf(username);
    delete(id).requireStatus(204);
    var next =
        client
            .post(
                "admin/users",
                json("username", username, "password", "violet kettle drums"),
                bearer(admin))
            .requireStatus(201);
    assertThat(next.text("id")).isNotEqualTo(id);
  }

  @Test
  void delete_unknownOrOneself_isRefused() {
    delete(UUID.randomUUID().toString()).requireProblem(404, "not_found");
    delete("no-uuid").requireProblem(404, "not_found");
    delete(client.idOf("admin")).requireProblem(409, "conflict");
    client.requireNotDenied(admin);
  }

  @Test
  void delete_notAnAdministrator_isRefused() {
    var user = client.login(username).text("access_token");
    client.delete("admin/users/" + client.idOf(username), user).requireProblem(403, "forbidden");
  }
}
