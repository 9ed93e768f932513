package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request says that nobody here listens to is refused by its name, and nothing is done. */
@EveryServer
class UnknownFieldsIT {

  private final AuthClient client;
  private final String admin;
  private final String user;

  UnknownFieldsIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
    user = client.newUser();
  }

  private static void requireNamed(Answer answer, String name) {
    assertThat(answer.requireProblem(400, "invalid_request").text("detail"))
        .contains("\"" + name + "\"");
  }

  @Test
  void body_unknownMember_isNamed() {
    var token = client.login(user).text("access_token");
    var id = client.idOf(user);
    requireNamed(
        client.patch("admin/users/" + id, "{\"disabled\":true,\"enabled\":true}", bearer(admin)),
        "enabled");
    requireNamed(
        client.patch("admin/users/" + id, "{\"enabled\":false}", bearer(admin)), "enabled");
    requireNamed(client.patch("admin/users/" + id, "{\"Roles\":[]}", bearer(admin)), "Roles");
    requireNamed(
        client.post(
            "admin/users",
            json("username", "x" + id, "password", "violet kettle drums", "role", "a"),
            bearer(admin)),
        "role");
    requireNamed(
        client.post("admin/access-tokens/revoke", json("token", token, "why", "x"), bearer(admin)),
        "why");
    requireNamed(
        client.post(
            "login", json("username", user, "password", AuthServer.PASSWORD, "remember_me", "x")),
        "remember_me");
    for (var path : List.of("refresh", "logout")) {
      requireNamed(client.post(path, json("refreshToken", "x")), "refreshToken");
    }
    requireNamed(
        client.post(
            "password",
            json("current_password", "x", "new_password", "y", "repeated", "y"),
            bearer(token)),
        "repeated");
    requireNamed(client.post("scan", json("token", token, "keys", "x"), bearer(token)), "keys");
    client.requireNotDenied(token);
  }

  @Test
  void query_unknownMisspeltOrTwice_isNamed() {
    var login = client.login(user);
    var token = login.text("access_token");
    var other = client.login(user);
    for (var query : List.of("Keep=current", "keep=current&kept=1", "keep=current&keep=current")) {
      var answer = client.delete("sessions?" + query, token).requireProblem(400, "invalid_request");
      assertThat(answer.text("detail")).containsPattern("\"(Keep|kept|keep)\"");
    }
    client.refresh(other.text("refresh_token")).requireStatus(200);
    requireNamed(client.get("admin/users?Prefix=a", bearer(admin)), "Prefix");
    requireNamed(client.get("admin/events?user=a", bearer(admin)), "user");
    requireNamed(client.get("sessions?State=all", bearer(token)), "State");
    requireNamed(client.get("me?x=y", bearer(token)), "x");
    requireNamed(client.get("admin/keys?limit=1&limit=2", bearer(admin)), "limit");
    requireNamed(client.get(".well-known/jwks.json?a"), "a");
    requireNamed(client.get("health/live?verbose=1"), "verbose");
    requireNamed(client.post("login?username=a", "{}"), "username");
    client.get("me?", bearer(token)).requireStatus(200);
    client.get("me?x=y").requireUnauthorized("malformed_token", "Bearer");
  }

  @Test
  void query_nameThatIsNoName_isNotRepeated() {
    var answer = client.get("health/live?%3Cscript%3E=1").requireProblem(400, "invalid_request");
    assertThat(answer.body()).doesNotContain("script");
  }

  /** Such as a user's id: whoever sends one wants less than what is done without it. */
  @Test
  void bodyWhereNoneIsRead_isRefused() {
    var login = client.login(user);
    var token = login.text("access_token");
    requireNamed(client.post("admin/logout-all", json("user_id", "x"), bearer(admin)), "user_id");
    client
        .send(
            "DELETE",
            "sessions",
            "{\"keep\":\"current\"}".getBytes(UTF_8),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json")
        .requireStatus(400); // Payara does so itself, without a word
    client.refresh(login.text("refresh_token")).requireStatus(200);
  }
}
