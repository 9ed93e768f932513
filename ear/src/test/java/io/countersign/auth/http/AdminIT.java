package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an administrator can see and end, and nobody else. */
@EveryServer
class AdminIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  /** Of "violet kettle drums", made by OpenSSL. */
  private static final String IMPORTED =
      "$pbkdf2-sha256$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA$+xtcuaku8JuTvhcIu6cKgA";

  private static final String NEW_PASSWORD = "violet kettle drums on tuesday";

  private final AuthServer server;
  private final String issuer;
  private final AuthClient client;
  private final String admin;
  private final String username;

  AdminIT(AuthServer server) {
    this.server = server;
    issuer = server.issuer();
    client = new AuthClient(server);
    admin = client.administrator();
    username = client.newUser();
  }

  private JsonObject user(String name) {
    return client
        .get("admin/users?prefix=" + name, bearer(admin))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  private String userId() {
    return user(username).getString("id");
  }

  private Answer patch(String userId, String change) {
    return client.patch("admin/users/" + userId, change, bearer(admin));
  }

  private JsonObject session(String id) {
    return client.get("admin/sessions/" + id, bearer(admin)).requireStatus(200).json();
  }

  private static List<String> types(JsonObject list, String name) {
    return list.getJsonArray(name).getValuesAs(JsonObject.class).stream()
        .map(event -> event.getString("type"))
        .toList();
  }

  @Test
  void everything_notAnAdministrator_isRefused() {
    var user = client.login(username).text("access_token");
    var id = UUID.randomUUID();
    for (var call :
        List.of(
            "GET admin/users",
            "POST admin/users",
            "GET admin/users/" + id,
            "PATCH admin/users/" + id,
            "DELETE admin/users/" + id,
            "GET admin/users/" + id + "/sessions",
            "DELETE admin/users/" + id + "/sessions",
            "GET admin/sessions",
            "GET admin/sessions/count",
            "POST admin/sessions/revoke",
            "GET admin/sessions/" + id,
            "DELETE admin/sessions/" + id,
            "DELETE admin/refresh-tokens/" + id + ".0",
            "POST admin/access-tokens/revoke",
            "POST admin/logout-all",
            "GET admin/events",
            "GET admin/statistics",
            "GET admin/keys",
            "POST admin/keys/rotate",
            "POST admin/keys/x/revoke")) {
      var method = call.substring(0, call.indexOf(' '));
      var path = call.substring(method.length() + 1);
      client.send(method, path, new byte[0], bearer(user)).requireProblem(403, "forbidden");
      client.send(method, path, new byte[0]).requireUnauthorized("malformed_token", "Bearer");
    }
  }

  @Test
  void everything_revokedAdministrator_isRefused() {
    var login = client.login("admin", PASSWORD);
    client.logout(login.text("refresh_token")).requireStatus(204);
    client
        .get("admin/users", bearer(login.text("access_token")))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void create_user_canLogIn() {
    var name = "Ärztin-" + UUID.randomUUID();
    var body =
        Json.createObjectBuilder()
            .add("username", name)
            .add("password", NEW_PASSWORD)
            .add("roles", Json.createArrayBuilder().add("doctor").add("staff").add("doctor"))
            .build()
            .toString();
    var created = client.post("admin/users", body, bearer(admin)).requireStatus(201);
    var user = created.json();
    assertThat(user.keySet()).containsExactly("id", "username", "roles", "disabled", "created_at");
    assertThat(user.getString("username")).isEqualTo(name.toLowerCase(Locale.ROOT));
    assertThat(user.getJsonArray("roles")).hasToString("[\"doctor\",\"staff\"]");
    assertThat(created.header("Location")) // whatever the request's Host
        .isEqualTo(issuer + "/admin/users/" + user.getString("id"));
    assertThat(
            client
                .get("admin/users/" + user.getString("id"), bearer(admin))
                .requireStatus(200)
                .json())
        .isEqualTo(user);
    client.login(name, NEW_PASSWORD).requireStatus(200);
    client.post("admin/users", body, bearer(admin)).requireProblem(409, "conflict");
  }

  @Test
  void create_importedHash_canLogInWithItsPassword() throws IOException {
    var keycloak =
        Json.createObjectBuilder()
            .add("type", "password")
            .add(
                "secretData",
                "{\"value\":\"zF9wptxz5ryo1J6qrijbTrw7fuPvXzahHINKFFouUPw=\","
                    + "\"salt\":\"c29tZXNhbHRzb21lc2FsdA==\",\"additionalParameters\":{}}")
            .add(
                "credentialData",
                "{\"hashIterations\":5,\"algorithm\":\"argon2\",\"additionalParameters\":"
                    + "{\"hashLength\":[\"32\"],\"memory\":[\"7168\"],\"type\":[\"id\"],"
                    + "\"version\":[\"1.3\"],\"parallelism\":[\"1\"]}}")
            .build();
    for (JsonValue hash :
        List.of(
            Json.createValue(IMPORTED),
            Json.createValue("$2y$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6"),
            Json.createValue(
                "$scrypt$ln=14,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$DN2lXNmUbDDTyYkF/P0vCJByDfRQP2QpFd5uyzhnf9w"),
            Json.createValue(
                "$argon2i$v=16$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$NlyEjzFb9V8SA2GeWxtdQdsdhnDEuojoIIV0CXwS5qQ"),
            keycloak)) {
      var name = "import-" + UUID.randomUUID();
      var body =
          Json.createObjectBuilder()
              .add("username", name)
              .add("password_hash", hash)
              .add("disabled", true)
              .build()
              .toString();
      var user = client.post("admin/users", body, bearer(admin)).requireStatus(201).json();
      assertThat(user.toString()).doesNotContain("c29tZXNhbHRzb21lc2FsdA");
      assertThat(user.getBoolean("disabled")).isTrue();
      client.login(name, "violet kettle drums").requireStatus(401);
      patch(user.getString("id"), "{\"disabled\":false}").requireStatus(200);
      client.login(name, "violet kettle drum").requireStatus(401);
      for (int time = 1; time <= 2; time++) { // by the hash, and by the one that replaced it
        client.login(name, "violet kettle drums").requireStatus(200);
      }
    }
    assertThat(Files.readString(server.log())).doesNotContain("c29tZXNhbHRzb21lc2FsdA");
  }

  @Test
  void create_malformed_namesTheField() {
    var name = "user-" + UUID.randomUUID();
    for (var wrong :
        List.of(
            "{\"password\":\"x\"} username",
            "{\"username\":\" \",\"password\":\"violet_kettle_drums\"} username",
            "{\"username\":\"a\\u0007b\",\"password\":\"violet_kettle_drums\"} username",
            "{\"username\":\"%s\"} password".formatted(name),
            "{\"username\":\"%s\",\"password\":\"password1\"} password".formatted(name),
            "{\"username\":\"%s\",\"password\":\"violet_kettle_drums\",\"roles\":\"x\"} roles"
                .formatted(name),
            "{\"username\":\"%s\",\"password\":\"violet_kettle_drums\",\"roles\":[1]} roles"
                .formatted(name),
            "{\"username\":\"%s\",\"password\":\"violet_kettle_drums\",\"roles\":[\"\"]} roles"
                .formatted(name),
            "{\"username\":\"%s\",\"password\":\"violet_kettle_drums\",\"disabled\":\"x\"} disabled"
                .formatted(name),
            "{\"username\":\"%s\",\"password\":\"violet_kettle_drums\",\"password_hash\":\"%s\"} password_hash"
                .formatted(name, IMPORTED),
            "{\"username\":\"%s\",\"password_hash\":\"violet_kettle_drums\"} password_hash"
                .formatted(name),
            "{\"username\":\"%s\",\"password_hash\":[\"%s\"]} password_hash"
                .formatted(name, IMPORTED),
            "{\"username\":\"%s\",\"password_hash\":\"%s\"} password_hash"
                .formatted(name, IMPORTED.replace("10000", "9999")))) {
      var end = wrong.lastIndexOf(' ');
      var answer =
          client
              .post("admin/users", wrong.substring(0, end), bearer(admin))
              .requireProblem(400, "invalid_request");
      assertThat(answer.text("detail"))
          .contains("\"" + wrong.substring(end + 1) + "\"")
          .doesNotContain("c29tZXNhbHRzb21lc2FsdA");
    }
    client.login(name, PASSWORD).requireStatus(401);
  }

  @Test
  void users_arePagedInTheOrderOfTheirNames() {
    var prefix = "page-" + UUID.randomUUID();
    for (var name : List.of("c", "a", "b")) {
      client
          .post(
              "admin/users",
              json("username", prefix + name, "password", NEW_PASSWORD),
              bearer(admin))
          .requireStatus(201);
    }
    var seen = new ArrayList<String>();
    var path = "admin/users?limit=2&prefix=" + prefix;
    for (int page = 0; page < 2; page++) {
      var answer = client.get(path, bearer(admin)).requireStatus(200).json();
      answer.getJsonArray("items").getValuesAs(JsonObject.class).stream()
          .map(item -> item.getString("username").substring(prefix.length()))
          .forEach(seen::add);
      assertThat(answer.isNull("next_cursor")).isEqualTo(page == 1);
      path =
          "admin/users?limit=2&prefix=%s&cursor=%s"
              .formatted(prefix, answer.getString("next_cursor", ""));
    }
    assertThat(seen).containsExactly("a", "b", "c");
    for (var wrong : List.of("cursor=%25", "cursor=AA", "prefix=%00", "prefix=", "limit=1e1")) {
      client.get("admin/users?" + wrong, bearer(admin)).requireProblem(400, "invalid_request");
    }
  }

  @Test
  void roles_changed_tokensFromBeforeAreDeniedAndTheSessionGoesOn() {
    var login = client.login(username);
    client.requireNotDenied(login.text("access_token"));
    var changed = patch(userId(), "{\"roles\":[\"editor\"]}").requireStatus(200).json();
    assertThat(changed.getJsonArray("roles")).hasToString("[\"editor\"]");

    client.requireDenied(login.text("access_token"));
    var next = client.refresh(login.text("refresh_token")).requireStatus(200);
    client.requireNotDenied(next.text("access_token"));
    assertThat(client.me(next.text("access_token")).json().getJsonArray("groups"))
        .hasToString("[\"editor\"]");
    patch(userId(), "{\"roles\":[\"editor\"]}").requireStatus(200); // nothing changes
    client.requireNotDenied(next.text("access_token"));
  }

  @Test
  void disabled_allSessionsEndUntilEnabledAndLoggedInAnew() {
    var login = client.login(username);
    var id = userId();
    assertThat(patch(id, "{\"disabled\":true}").requireStatus(200).json().getBoolean("disabled"))
        .isTrue();
    client.requireDenied(login.text("access_token"));
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.login(username, PASSWORD).requireUnauthorized("invalid_credentials", "Bearer");

    patch(id, "{\"disabled\":false}").requireStatus(200);
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.requireNotDenied(client.login(username).text("access_token"));
    assertThat(session(login.text("session_id")).getString("ended_reason"))
        .isEqualTo("user_disabled");
  }

  @Test
  void password_changedByAdministrator_endsAllSessions() {
    var login = client.login(username);
    patch(userId(), json("password", NEW_PASSWORD)).requireStatus(200);
    client.requireDenied(login.text("access_token"));
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.login(username, NEW_PASSWORD).requireStatus(200);
    var ended = session(login.text("session_id"));
    assertThat(ended.getString("ended_reason")).isEqualTo("password_change");
    assertThat(ended.getString("ended_by")).isEqualTo(user("admin").getString("id"));
  }

  @Test
  void change_malformedOrUnknown_isRefused() {
    var id = userId();
    for (var wrong :
        List.of("{}", "{\"role\":[]}", "{\"disabled\":\"yes\"}", "{\"password\":\"short\"}")) {
      patch(id, wrong).requireProblem(400, "invalid_request");
    }
    patch(UUID.randomUUID().toString(), "{\"disabled\":true}").requireProblem(404, "not_found");
    patch("no-uuid", "{\"disabled\":true}").requireProblem(404, "not_found");
  }

  @Test
  void change_ofOneself_locksNobodyOut() {
    var id = user("admin").getString("id");
    for (var wrong :
        List.of("{\"disabled\":true}", "{\"roles\":[]}", json("password", "violet kettle drums"))) {
      patch(id, wrong).requireProblem(400, "invalid_request");
    }
  }

  @Test
  void sessions_ofUser_areListedAndEnded() {
    var one = client.login(username);
    var two = client.login(username);
    var path = "admin/users/" + userId() + "/sessions";
    var listed = client.get(path, bearer(admin)).requireStatus(200).json().getJsonArray("items");
    assertThat(listed.getValuesAs(JsonObject.class))
        .extracting(session -> session.getString("id"))
        .containsExactly(two.text("session_id"), one.text("session_id"));

    assertThat(client.delete(path, admin).requireStatus(200).body()).isEqualTo("{\"revoked\":2}");
    assertThat(client.delete(path, admin).requireStatus(200).body()).isEqualTo("{\"revoked\":0}");
    client.requireDenied(one.text("access_token"));
    client.refresh(two.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    assertThat(client.get(path, bearer(admin)).json().getJsonArray("items")).isEmpty();
    var ended = client.get(path + "?state=all", bearer(admin)).json().getJsonArray("items");
    assertThat(ended.getValuesAs(JsonObject.class))
        .extracting(session -> session.getString("ended_reason"))
        .containsExactly("administrator", "administrator");
    client
        .get("admin/users/" + UUID.randomUUID() + "/sessions", bearer(admin))
        .requireProblem(404, "not_found");
  }

  @Test
  void session_endedByAdministrator_tellsWhyAndByWhom() {
    var login = client.login(username);
    var id = login.text("session_id");
    client.delete("admin/sessions/" + id, admin).requireStatus(204);
    client.delete("admin/sessions/" + id, admin).requireStatus(204);
    client.requireDenied(login.text("access_token"));
    var session = session(id);
    assertThat(session.getString("state")).isEqualTo("ended");
    assertThat(session.getString("ended_reason")).isEqualTo("administrator");
    assertThat(types(session, "history")).containsExactly("session_revoked", "login");

    client.refresh(login.text("refresh_token")).requireStatus(401);
    assertThat(types(session(id), "history"))
        .containsExactly("refresh_refused", "session_revoked", "login");
    client.delete("admin/sessions/" + UUID.randomUUID(), admin).requireProblem(404, "not_found");
  }

  @Test
  void session_endedByReuse_tellsWhy() {
    var login = client.login(username);
    client.refresh(login.text("refresh_token")).requireStatus(200);
    client.refresh(login.text("refresh_token")).requireStatus(401);
    var session = session(login.text("session_id"));
    assertThat(session.getString("ended_reason")).isEqualTo("reuse");
    assertThat(types(session, "history")).containsExactly("token_reused", "login");
  }

  @Test
  void session_loggedOut_isRemembered() {
    var login = client.login(username);
    client.logout(login.text("refresh_token")).requireStatus(204);
    var session = session(login.text("session_id"));
    assertThat(session.getString("state")).isEqualTo("deleted");
    assertThat(session.getString("ended_reason")).isEqualTo("logout");
    assertThat(session.getString("user_id")).isEqualTo(userId());
    assertThat(types(session, "history")).containsExactly("logout", "login");
    client
        .get("admin/sessions/" + UUID.randomUUID(), bearer(admin))
        .requireProblem(404, "not_found");
  }

  @Test
  void refreshToken_revoked_endsItsSession() {
    var login = client.login(username);
    var id = login.text("refresh_token_id");
    client.delete("admin/refresh-tokens/" + id, admin).requireStatus(204);
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.requireDenied(login.text("access_token"));
    client.delete("admin/refresh-tokens/no-id", admin).requireProblem(404, "not_found");
  }

  @Test
  void accessToken_revokedByItself_isDeniedAloneAndTheSessionGoesOn() {
    var login = client.login(username);
    var token = login.text("access_token");
    var revocation = json("token", token);
    client.post("admin/access-tokens/revoke", revocation, bearer(admin)).requireStatus(204);
    client.post("admin/access-tokens/revoke", revocation, bearer(admin)).requireStatus(204);
    client.requireDenied(token);
    client.me(token).requireStatus(200); // ordinary: no look-up
    var next = client.refresh(login.text("refresh_token")).requireStatus(200);
    client.requireNotDenied(next.text("access_token"));
  }

  @Test
  void accessToken_revokedByItsId_isDenied() {
    var token = client.login(username).text("access_token");
    var claims = client.me(token).json();
    client
        .post(
            "admin/access-tokens/revoke",
            "{\"jti\":\"%s\",\"exp\":%d}".formatted(claims.getString("jti"), claims.getInt("exp")),
            bearer(admin))
        .requireStatus(204);
    client.requireDenied(token);
  }

  @Test
  void accessToken_malformedRevocation_isRefused() {
    for (var wrong :
        List.of(
            "{}",
            "{\"token\":\"x\"}",
            "{\"jti\":\"%s\"}".formatted(UUID.randomUUID()),
            "{\"jti\":\"x\",\"exp\":1}",
            "{\"jti\":\"%s\",\"exp\":\"1\"}".formatted(UUID.randomUUID()),
            "{\"jti\":\"%s\",\"exp\":1e99}".formatted(UUID.randomUUID()),
            "{\"jti\":\"%s\",\"exp\":99999999999}".formatted(UUID.randomUUID()))) {
      client
          .post("admin/access-tokens/revoke", wrong, bearer(admin))
          .requireProblem(400, "invalid_request");
    }
    client
        .post(
            "admin/access-tokens/revoke",
            "{\"jti\":\"%s\",\"exp\":1}".formatted(UUID.randomUUID()),
            bearer(admin))
        .requireStatus(204); // long expired
  }

  @Test
  void logoutAll_endsEverybodysSessions() {
    var login = client.login(username);
    client
        .post("admin/logout-all", json("reason", "A key was lost."), bearer(admin))
        .requireStatus(204);
    client.requireDenied(login.text("access_token"));
    client.requireDenied(admin);
    var refused = client.refresh(login.text("refresh_token"));
    refused.requireUnauthorized("token_revoked", INVALID_TOKEN);
    assertThat(refused.text("reason")).isEqualTo("A key was lost.");
    client.requireNotDenied(client.login(username).text("access_token"));
  }

  @Test
  void events_areFilteredAndPaged() {
    var before = Instant.now();
    var login = client.login(username);
    client.login(username);
    client.login(username, "wrong").requireStatus(401);
    var own = "admin/events?user_id=" + userId();
    assertThat(types(client.get(own, bearer(admin)).requireStatus(200).json(), "items"))
        .containsExactly("login_failed", "login", "login");
    var first = client.get(own + "&limit=1", bearer(admin)).requireStatus(200).json();
    var rest =
        client
            .get(own + "&cursor=" + first.getString("next_cursor"), bearer(admin))
            .requireStatus(200)
            .json();
    assertThat(types(first, "items")).containsExactly("login_failed");
    assertThat(types(rest, "items")).containsExactly("login", "login");

    var event =
        client
            .get("admin/events?session_id=" + login.text("session_id"), bearer(admin))
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(event.keySet())
        .contains("id", "at", "type", "user_id", "session_id", "actor", "ip", "detail");
    assertThat(Instant.parse(event.getString("at"))).isAfter(before);
    assertThat(
            client
                .get(own + "&type=login&until=" + event.getString("at"), bearer(admin))
                .json()
                .getJsonArray("items"))
        .isEmpty();
    assertThat(
            client
                .get(own + "&type=login&from=" + event.getString("at"), bearer(admin))
                .json()
                .getJsonArray("items"))
        .hasSize(2);
  }

  @Test
  void events_malformedFilter_namesIt() {
    for (var wrong :
        List.of(
            "user_id=x",
            "session_id=x",
            "type=LOGIN",
            "from=yesterday",
            "from=%2B300000-01-01T00:00:00Z",
            "until=-0001-01-01T00:00:00Z",
            "cursor=AAAA")) {
      var answer =
          client.get("admin/events?" + wrong, bearer(admin)).requireProblem(400, "invalid_request");
      assertThat(answer.text("detail")).contains(wrong.substring(0, wrong.indexOf('=')));
    }
  }
}
