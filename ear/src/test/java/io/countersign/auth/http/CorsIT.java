package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which answers scripts of other origins may read. */
@EveryServer
class CorsIT {

  private static final String APP = AuthServer.OTHER_ORIGIN;
  private static final String STRANGER = "https://evil.example";
  private static final List<String> PUBLIC =
      List.of(
          ".well-known/jwks.json",
          ".well-known/oauth-authorization-server",
          ".well-known/openid-configuration",
          "client/countersign.js",
          "openapi");

  private final AuthClient client;

  CorsIT(AuthServer server) {
    client = new AuthClient(server);
  }

  private Answer preflight(String path, String origin, String method) {
    return client.send(
        "OPTIONS",
        path,
        new byte[0],
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        "authorization,content-type");
  }

  private static void requireNone(Answer answer) {
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  private static void requireFor(Answer answer, String origin) {
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
        .containsExactly("true");
    assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin");
  }

  @Test
  void publicDocuments_areForEveryOrigin() {
    for (var path : PUBLIC) {
      for (var headers : List.of(new String[0], new String[] {"Origin", STRANGER})) {
        var answer = client.get(path, headers).requireStatus(200);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      }
      var allowed = preflight(path, STRANGER, "GET").requireStatus(204);
      assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }
  }

  @Test
  void rest_isForConfiguredOriginsOnly() {
    for (var path : List.of("me", "sessions", "admin/users", "nothing", "login")) {
      requireFor(client.get(path, "Origin", APP), APP);
      for (var origin : List.of(STRANGER, "null", APP + "/", APP + ":443", "http://app.example")) {
        var answer = client.get(path, "Origin", origin);
        requireNone(answer);
        assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin");
      }
      requireNone(client.get(path));
    }
    for (var path : List.of("health/ready", "metrics")) {
      requireNone(client.get(path, "Origin", APP));
      requireNone(client.get(path, "Origin", STRANGER));
    }
  }

  @Test
  void preflight_configuredOrigin_isAnsweredWithoutAToken() {
    for (var call : List.of("POST login", "DELETE sessions", "PATCH admin/users/x", "GET me")) {
      var method = call.substring(0, call.indexOf(' '));
      var answer = preflight(call.substring(method.length() + 1), APP, method).requireStatus(204);
      requireFor(answer, APP);
      assertThat(answer.header("Access-Control-Allow-Methods")).contains(method);
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .contains("Authorization", "Content-Type", "X-Device-Fingerprint");
      assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
      requireNone(preflight(call.substring(method.length() + 1), STRANGER, method));
    }
  }

  @Test
  void refusals_canBeReadByConfiguredOrigins() {
    var answer = client.post("login", json("username", "nobody", "password", "x"), "Origin", APP);
    answer.requireStatus(401);
    requireFor(answer, APP);
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .contains("Retry-After", "WWW-Authenticate", "Location");
    requireFor(client.post("login", "x".repeat(1 << 15), "Origin", APP).requireStatus(413), APP);
  }

  /** The cookie goes to origins of the same site only, whatever the setting says. */
  @Test
  void cookie_configuredOrigin_isItsOwnOnTheSameSite() {
    var login =
        client
            .post(
                "login",
                json(
                    "username",
                    client.newUser(),
                    "password",
                    AuthServer.PASSWORD,
                    "transport",
                    "cookie"),
                "Origin",
                APP)
            .requireStatus(200);
    var cookie = login.header("Set-Cookie");
    cookie = cookie.substring(0, cookie.indexOf(';'));
    refresh(cookie, STRANGER, "same-site").requireProblem(403, "forbidden");
    refresh(cookie, APP, "cross-site").requireProblem(403, "forbidden");
    refresh(cookie, APP, "none").requireProblem(403, "forbidden");
    requireFor(refresh(cookie, APP, "cross-site"), APP);
    requireFor(refresh(cookie, APP, "same-site").requireStatus(200), APP);
  }

  private Answer refresh(String cookie, String origin, String site) {
    return client.send(
        "POST", "refresh", new byte[0], "Cookie", cookie, "Origin", origin, "Sec-Fetch-Site", site);
  }
}
