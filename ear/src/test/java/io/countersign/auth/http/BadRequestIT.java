package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a client gets wrong: a typed refusal each time, nothing leaked, nothing in the log. */
@EveryServer
class BadRequestIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  private final AuthServer server;
  private final AuthClient client;

  BadRequestIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  private void invalid(String body, String field) {
    var answer = client.post("login", body).requireProblem(400, "invalid_request");
    assertThat(answer.text("detail")).contains("\"" + field + "\"");
  }

  @Test
  void login_fieldMissingOrMalformed_isNamed() {
    invalid("", "username");
    invalid("{}", "username");
    invalid("{\"username\":\"anna\"}", "password");
    invalid("{\"username\":1,\"password\":\"x\"}", "username");
    invalid("{\"username\":\"\",\"password\":\"x\"}", "username");
    invalid("{\"username\":\"a\\u0000b\",\"password\":\"x\"}", "username");
    invalid("{\"username\":\"a\\ud800b\",\"password\":\"x\"}", "username");
    invalid(json("username", "a".repeat(256), "password", "x"), "username");
    invalid(json("username", "a", "password", "x", "transport", "pigeon"), "transport");
    invalid(json("username", "a", "password", "x", "device_name", "a\u0007"), "device_name");
    var answer = client.login("admin", PASSWORD, "X-Device-Fingerprint", "too short");
    assertThat(answer.requireProblem(400, "invalid_request").text("detail"))
        .contains("X-Device-Fingerprint");
  }

  @Test
  void post_bodyNotJson_isRefused() {
    client.post("login", "{\"username\":").requireProblem(400, "invalid_request");
    client.post("login", "[]").requireProblem(400, "invalid_request");
    client
        .post("login", "{\"username\":\"a\",\"username\":\"b\"}")
        .requireProblem(400, "invalid_request");
    client
        .send("POST", "login", new byte[] {'{', (byte) 0xFF}, "Content-Type", "application/json")
        .requireProblem(400, "invalid_request");
    client
        .send("POST", "login", "username=a".getBytes(UTF_8), "Content-Type", "text/plain")
        .requireProblem(415, "invalid_request");
    client
        .send("POST", "login", "{}".getBytes(UTF_8), "Content-Type", ";;;")
        .requireProblem(400, "invalid_request");
    client.send("POST", "login", "{}".getBytes(UTF_8)).requireProblem(415, "invalid_request");
  }

  @Test
  void headers_malformed_areProblems() {
    client.get("me", "Accept", "text/html;q=x").requireProblem(400, "invalid_request");
    client.get("health/live", "Accept", "text/html, */*;q=0.8").requireStatus(200);
    for (String cookie : new String[] {"a=\u00e9", "$Version=x; a=b"}) {
      // Servers differ in what they take for a cookie.
      assertThat(client.get("health/live", "Cookie", cookie).status()).isIn(200, 400);
    }
    client
        .get("me", "Content-Type", "garbage", "Authorization", "Bearer x")
        .requireProblem(400, "invalid_request");
  }

  @Test
  void post_jsonThatParsersStumbleOver_isRefused() {
    var deep = "[".repeat(5000) + "]".repeat(5000);
    for (String value : new String[] {deep, "9".repeat(16_000), "-1E+99999999999999999999"}) {
      client.post("login", "{\"username\":" + value + "}").requireProblem(400, "invalid_request");
    }
  }

  @Test
  void post_megabyte_isRefused() {
    client
        .post("login", json("username", "x".repeat(1 << 20)))
        .requireProblem(413, "invalid_request");
  }

  @Test
  void refreshAndLogout_withoutToken_areRefused() {
    for (String path : new String[] {"refresh", "logout"}) {
      var answer = client.post(path, "{}").requireProblem(400, "invalid_request");
      assertThat(answer.text("detail")).contains("refresh_token");
      client.send("POST", path, new byte[0]).requireProblem(400, "invalid_request");
      client
          .post(path, json("refresh_token", "x"))
          .requireUnauthorized("malformed_token", INVALID_TOKEN);
    }
  }

  @Test
  void otherPathsAndMethods_areProblems() {
    assertThat(client.get("login").requireProblem(405, "method_not_allowed").header("Allow"))
        .contains("POST");
    client.send("TRACE", "login", new byte[0]).requireStatus(405); // by the server itself
    client.get("nothing").requireProblem(404, "not_found");
    client.get("").requireProblem(404, "not_found");
    client.get("me", "Accept", "text/html").requireProblem(406, "not_acceptable");
    var token = client.login("admin", PASSWORD).text("access_token");
    client.delete("sessions/no-uuid", token).requireProblem(404, "not_found");
    client.delete("sessions/", token).requireProblem(404, "not_found"); // an id forgotten
    client.delete("sessions?keep=yours", token).requireProblem(400, "invalid_request");
  }

  @Test
  void badRequests_leaveNoTokenAndNoStackTraceInTheLog() throws IOException {
    var login = client.login("admin", PASSWORD).requireStatus(200);
    var marker = "marker-" + System.nanoTime();
    client.login(marker, marker);
    client.post("login", "{\"username\":\"" + marker);
    client.refresh(marker);
    client.me(marker);
    client.me(login.text("access_token") + "x");
    client.get("nothing/" + marker);
    client.get("me", "Authorization", "Bearer " + marker + " " + marker);
    client.refresh(login.text("refresh_token")).requireStatus(200);
    client.refresh(login.text("refresh_token")).requireProblem(401, "token_reused");
    client.delete("sessions", bearer(login.text("access_token"))[1]);

    var log = Files.readString(server.log());
    assertThat(log.lines())
        .anyMatch(
            line ->
                line.contains("\"type\":\"token_reused\"")
                    && line.contains("\"session_id\":\"" + login.text("session_id") + "\""));
    assertThat(log)
        .doesNotContain(marker)
        .doesNotContain(PASSWORD)
        .doesNotContain(login.text("access_token").substring(0, 20))
        .doesNotContain("csr_")
        .doesNotContain("$argon2id$")
        .doesNotContain("\tat ");
  }
}
