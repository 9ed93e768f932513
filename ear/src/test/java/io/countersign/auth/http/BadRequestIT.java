package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
    postNoJson(client);
    postNoJson(client.chunked());
  }

  private static void postNoJson(AuthClient client) {
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
    client.post("login", "{}", "Accept", "text/html;q=x").requireProblem(400, "invalid_request");
    client.post("nothing", "{}").requireProblem(404, "not_found");
    client.post("me", "{}").requireProblem(405, "method_not_allowed");
  }

  private int loginAs(String contentType) {
    var body = json("username", "nobody", "password", "x", "transport", "pigeon").getBytes(UTF_8);
    return client.send("POST", "login", body, "Content-Type", contentType).status();
  }

  @Test
  void post_jsonTypeWithParameters_isRead() {
    for (var type :
        List.of(
            "application/json",
            "application/json; charset=UTF-8",
            "Application/JSON;charset=utf-8",
            "application/json; Charset=\"UTF-8\"",
            "application/json; q=1; charset=utf-8; x=y",
            "application/json; x=\"a; charset=utf-16\"")) {
      assertThat(loginAs(type)).as(type).isEqualTo(400); // because of the pigeon
    }
  }

  @Test
  void post_otherTypeRangeOrCharset_isRefused() {
    for (var type :
        List.of(
            "*/*",
            "application/*",
            "application/json5",
            "application/problem+json",
            "text/json",
            "application/json; charset=utf-16",
            "application/json; charset=\"ISO-8859-1\"",
            "application/json; x=y; CHARSET=us-ascii")) {
      assertThat(loginAs(type)).as(type).isEqualTo(415);
    }
  }

  @Test
  void headers_malformed_areProblems() {
    client.get("me", "Accept", "text/html;q=x").requireProblem(400, "invalid_request");
    client.get("health/live", "Accept", "text/html, */*;q=0.8").requireStatus(200);
    client
        .get("me", "Content-Type", "garbage", "Authorization", "Bearer x")
        .requireProblem(400, "invalid_request");
  }

  /** Cookies of others on the site, which are nobody's business here. */
  @Test
  void foreignCookies_howeverStrange_areNoReasonToRefuse() {
    var raw = new RawRequest(server.baseUri());
    var login = client.login(client.newUser());
    var token = "Authorization: " + bearer(login.text("access_token"))[1];
    var issues = new ArrayList<String>();
    for (var cookie : foreignCookies()) {
      expect(200, raw, "GET", ".well-known/jwks.json", "Cookie: " + cookie, issues);
      expect(200, raw, "GET", "health/live", "Cookie: " + cookie, issues);
      expect(200, raw, "GET", "openapi", "Cookie: " + cookie, issues);
      expect(200, raw, "GET", "me", "Cookie: " + cookie + "\r\n" + token, issues);
      expect(
          200,
          raw,
          "DELETE",
          "sessions?keep=current",
          "Cookie: " + cookie + "\r\n" + token,
          issues);
      expect(404, raw, "GET", "nothing", "Cookie: " + cookie, issues);
      expect(405, raw, "GET", "login", "Cookie: " + cookie, issues);
    }
    assertThat(issues).isEmpty();
  }

  @Test
  void controlCharacterInAHeader_isRefused() {
    var raw = new RawRequest(server.baseUri());
    for (var value : List.of("a\u0001b", "a\u0000b", "a\u007fb", "a\u001f")) {
      assertThat(raw.status("GET", "health/live", "X-Any: " + value)).isEqualTo(400);
    }
    assertThat(raw.status("GET", "health/live", "X-Any: a\tb \u0085")).isEqualTo(200);
  }

  private static void expect(
      int status, RawRequest raw, String method, String path, String header, List<String> issues) {
    int answered = raw.status(method, path, header);
    if (answered != status) {
      issues.add(
          method + " " + path + ": " + answered + " with " + header.lines().findFirst().orElse(""));
    }
  }

  private static List<String> foreignCookies() {
    var many = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      many.append("c").append(i).append("=").append(i).append("; ");
    }
    return List.of(
        "name=J\u00fcrgen",
        "name=J\u00c3\u00bcrgen",
        "J\u00fcrgen=name",
        "name=\u0085\u00ff",
        "name=a\tb",
        many.toString(),
        "c=1; ".repeat(400),
        "$Version=x; a=b",
        "$Version=1; a=b; $Path=/",
        "a=\"b",
        "a=\"b\\\"; c=\"",
        "a=b,c=d, e",
        "=; ;;= ;a",
        "a b=c d",
        "a@[]{}()<>=b",
        "JSESSIONID=\u00fc",
        "JSESSIONID=x; JSESSIONID=\"y");
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

  /**
   * Now and then Payara calls back for a body that is read already, or continues a request that is
   * over. It fails at it, and says so with a stack trace of its own, in which there is nothing of
   * the request.
   */
  private static boolean isPayarasOwn(List<String> trace) {
    return trace.stream()
        .anyMatch(
            frame ->
                frame.contains("connector.InputBuffer$ReadHandlerImpl.processCallbacks")
                    || frame.contains("connector.AsyncContextImpl$Handler.run")
                    || frame.contains("OpenTelemetryRequestEventListener.onIncomingRequest"));
  }

  /** The frames of each stack trace. */
  private static List<List<String>> traces(String log) {
    var traces = new ArrayList<List<String>>();
    var isInTrace = false;
    for (var line : log.lines().toList()) {
      if (line.startsWith("\tat ") && !isInTrace) {
        traces.add(new ArrayList<>());
      }
      isInTrace = line.startsWith("\tat ");
      if (isInTrace) {
        traces.get(traces.size() - 1).add(line);
      }
    }
    return traces;
  }

  /** What Open Liberty writes beside its log when it fails itself: a part of its memory. */
  private String incidents() throws IOException {
    var folder = server.log().resolveSibling("ffdc");
    if (Files.notExists(folder)) {
      return "";
    }
    var text = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
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
    assertThat(log + incidents())
        .doesNotContain(marker)
        .doesNotContain(PASSWORD)
        .doesNotContain(login.text("access_token").substring(0, 20))
        .doesNotContain("csr_")
        .doesNotContain("$argon2id$");
    assertThat(traces(log)).allMatch(BadRequestIT::isPayarasOwn);
  }
}
