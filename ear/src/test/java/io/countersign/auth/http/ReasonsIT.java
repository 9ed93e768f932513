package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an administrator says why is kept, and reaches the user. */
@EveryServer
class ReasonsIT {

  private static final String REASON = "Dein \u00ABHandy\u00BB ist weg & gesperrt.";
  private static final String QUERY =
      "?reason=" + URLEncoder.encode(REASON, StandardCharsets.UTF_8);

  private final AuthClient client;
  private final String admin;
  private final String username;
  private final String userId;

  ReasonsIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
    username = client.newUser();
    userId = client.idOf(username);
  }

  private JsonObject latestEvent() {
    return client
        .get("admin/events?limit=1&user_id=" + userId, bearer(admin))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  private void requireTold(Answer login, String code) {
    var refused = client.refresh(login.text("refresh_token")).requireProblem(401, "token_revoked");
    assertThat(refused.text("ended_reason")).isEqualTo(code);
    assertThat(refused.text("reason")).isEqualTo(REASON);
    var session = client.get("admin/sessions/" + login.text("session_id"), bearer(admin));
    assertThat(session.requireStatus(200).text("reason")).isEqualTo(REASON);
  }

  private void requireNoted(String type) {
    assertThat(latestEvent().getString("type")).isEqualTo(type);
    assertThat(latestEvent().getJsonObject("detail").getString("note")).isEqualTo(REASON);
  }

  @Test
  void session_ended_tellsItsUserWhy() {
    var login = client.login(username);
    client.delete("admin/sessions/" + login.text("session_id") + QUERY, admin).requireStatus(204);
    requireNoted("session_revoked");
    requireTold(login, "administrator");
    var own = client.get("sessions?state=all", bearer(client.login(username).text("access_token")));
    assertThat(own.requireStatus(200).json().getJsonArray("items").getValuesAs(JsonObject.class))
        .filteredOn(it -> it.getString("id").equals(login.text("session_id")))
        .singleElement()
        .satisfies(it -> assertThat(it.getString("reason")).isEqualTo(REASON));
  }

  @Test
  void refreshToken_revoked_tellsItsUserWhy() {
    var login = client.login(username);
    client
        .delete("admin/refresh-tokens/" + login.text("refresh_token_id") + QUERY, admin)
        .requireStatus(204);
    requireNoted("session_revoked");
    requireTold(login, "administrator");
  }

  @Test
  void sessions_ended_tellTheirUserWhy() {
    var login = client.login(username);
    client.delete("admin/users/" + userId + "/sessions" + QUERY, admin).requireStatus(200);
    requireNoted("sessions_revoked");
    requireTold(login, "administrator");
  }

  @Test
  void user_disabled_isToldWhy() {
    var login = client.login(username);
    var change =
        Json.createObjectBuilder().add("disabled", true).add("reason", REASON).build().toString();
    client.patch("admin/users/" + userId, change, bearer(admin)).requireStatus(200);
    requireNoted("user_disabled");
    requireTold(login, "user_disabled");
  }

  @Test
  void accessToken_revokedWithAReason_isNoted() {
    var login = client.login(username);
    client
        .post(
            "admin/access-tokens/revoke",
            json("token", login.text("access_token"), "reason", REASON),
            bearer(admin))
        .requireStatus(204);
    requireNoted("access_token_revoked");
    client.requireDenied(login.text("access_token"));
  }

  @Test
  void user_deletedWithAReason_isNoted() {
    client.delete("admin/users/" + userId + QUERY, admin).requireStatus(204);
    requireNoted("user_deleted");
  }

  @Test
  void previousSession_endedWithAReason_isToldAtTheLogin() {
    var body = json("username", username, "password", AuthServer.PASSWORD, "transport", "cookie");
    var first = client.post("login", body).requireStatus(200);
    var cookie = first.header("Set-Cookie");
    client.delete("admin/sessions/" + first.text("session_id") + QUERY, admin).requireStatus(204);
    var again =
        client
            .post(
                "login",
                body,
                "Cookie",
                cookie.substring(0, cookie.indexOf(';')),
                "Sec-Fetch-Site",
                "same-origin")
            .requireStatus(200);
    assertThat(again.json().getJsonObject("previous_session").getString("reason"))
        .isEqualTo(REASON);
  }

  @Test
  void reason_malformed_isNamed_andNothingEnds() {
    var login = client.login(username);
    var session = "admin/sessions/" + login.text("session_id");
    for (var bad : List.of("", "a%0Ab", "a%00", "a%E2%80%A8b", "x".repeat(201), "a&reason=b")) {
      for (var path :
          List.of(
              session,
              "admin/refresh-tokens/" + login.text("refresh_token_id"),
              "admin/users/" + userId + "/sessions",
              "admin/users/" + userId)) {
        requireNamed(client.delete(path + "?reason=" + bad, admin));
      }
    }
    for (var bad :
        List.of("\"\"", "\"a\\nb\"", "1", "\"" + "x".repeat(201) + "\"", "\"\\ud800\"")) {
      var body = "{\"reason\":" + bad + "}";
      requireNamed(client.post("admin/logout-all", body, bearer(admin)));
      requireNamed(
          client.patch(
              "admin/users/" + userId,
              "{\"disabled\":true,\"reason\":" + bad + "}",
              bearer(admin)));
      var token = "{\"jti\":\"" + UUID.randomUUID() + "\",\"exp\":1,\"reason\":" + bad + "}";
      requireNamed(client.post("admin/access-tokens/revoke", token, bearer(admin)));
    }
    client
        .patch("admin/users/" + userId, json("reason", REASON), bearer(admin))
        .requireProblem(400, "invalid_request");
    client.refresh(login.text("refresh_token")).requireStatus(200);
    client.requireNotDenied(login.text("access_token"));
  }

  private static void requireNamed(Answer answer) {
    assertThat(answer.requireProblem(400, "invalid_request").text("detail")).contains("\"reason\"");
  }
}
