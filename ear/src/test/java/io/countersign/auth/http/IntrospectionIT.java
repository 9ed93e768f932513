package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a service can ask about a token (RFC 7662), and how it revokes one (RFC 7009). */
@EveryServer
class IntrospectionIT {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String INACTIVE = "{\"active\":false}";
  private static final List<String> PATHS = List.of("introspect", "revoke");

  private final AuthClient client;
  private final String user;
  private final String admin;
  private final Answer serviceLogin;
  private final String service;

  IntrospectionIT(AuthServer server) {
    client = new AuthClient(server);
    user = client.newUser();
    admin = client.loginAdministrator();
    serviceLogin = service();
    service = serviceLogin.text("access_token");
  }

  /** A service has an account with its role, and logs in. */
  private Answer service() {
    var username = client.newUser();
    client.giveRole(username, "auth-service");
    return client.login(username);
  }

  private Answer post(String path, String form) {
    return post(path, form, FORM);
  }

  private Answer post(String path, String form, String type) {
    return client.send(
        "POST",
        path,
        form.getBytes(UTF_8),
        "Authorization",
        "Bearer " + service,
        "Content-Type",
        type);
  }

  private Answer introspect(String token) {
    var answer = post("introspect", "token=" + URLEncoder.encode(token, UTF_8)).requireStatus(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return answer;
  }

  private JsonObject requireActive(String token) {
    var answer = introspect(token).json();
    assertThat(answer.getBoolean("active")).isTrue();
    return answer;
  }

  private void requireInactive(String token) {
    assertThat(introspect(token).body()).isEqualTo(INACTIVE);
  }

  private void revoke(String token) {
    var answer = post("revoke", "token=" + token + "&token_type_hint=whatever").requireStatus(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void introspect_accessToken_answersItsClaims() {
    var login = client.login(user);
    var me = client.me(login.text("access_token")).json();
    var answer = requireActive(login.text("access_token"));
    assertThat(answer.getString("token_type")).isEqualTo("Bearer");
    assertThat(answer.getString("username")).isEqualTo(user);
    assertThat(answer.keySet())
        .containsExactlyInAnyOrder(
            "active",
            "token_type",
            "username",
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "jti",
            "sid",
            "upn",
            "groups",
            "epoch");
    me.forEach((name, value) -> assertThat(answer.get(name)).as(name).isEqualTo(value));
  }

  @Test
  void introspect_refreshToken_answersWhoseItIsAndDoesNotUseIt() {
    var login = client.login(user);
    var token = login.text("refresh_token");
    var answer = requireActive(token);
    assertThat(answer.keySet())
        .containsExactlyInAnyOrder("active", "username", "sub", "exp", "iat", "sid");
    assertThat(answer.getString("username")).isEqualTo(user);
    assertThat(answer.getString("sid")).isEqualTo(login.text("session_id"));
    assertThat(answer.getJsonNumber("exp").longValue() - answer.getJsonNumber("iat").longValue())
        .isBetween(7 * 24 * 3600L - 1, 7 * 24 * 3600L);
    requireActive(token);
    client.refresh(token).requireStatus(200);
    requireInactive(token);
  }

  @Test
  void introspect_whateverTheHint_isTheSame() {
    var login = client.login(user);
    for (var token : List.of(login.text("access_token"), login.text("refresh_token"))) {
      var plain = post("introspect", "token=" + token).requireStatus(200).json();
      for (var hint : List.of("access_token", "refresh_token", "x", "")) {
        var answer = post("introspect", "token_type_hint=" + hint + "&token=" + token + "&other=1");
        assertThat(answer.requireStatus(200).json()).isEqualTo(plain);
      }
    }
  }

  @Test
  void introspect_whatEnded_isInactive() {
    var login = client.login(user);
    client.logout(login.text("refresh_token")).requireStatus(204);
    requireInactive(login.text("access_token"));
    requireInactive(login.text("refresh_token"));

    var stolen = client.login(user);
    var next = client.refresh(stolen.text("refresh_token")).requireStatus(200);
    client.refresh(stolen.text("refresh_token")).requireStatus(401);
    for (var answer : List.of(stolen, next)) {
      requireInactive(answer.text("access_token"));
      requireInactive(answer.text("refresh_token"));
    }
  }

  @Test
  void introspect_noToken_isInactive() {
    var token = client.login(user).text("access_token");
    requireInactive(token.substring(0, token.length() - 6) + "AAAAAA");
    requireInactive("abc");
    requireInactive("\u0000ä\n");
    requireInactive("x".repeat(12_000));
  }

  @Test
  void revoke_accessToken_isInForceForTheNextRequest() {
    var login = client.login(user);
    client.requireNotDenied(login.text("access_token"));
    revoke(login.text("access_token"));
    client.requireDenied(login.text("access_token"));
    requireInactive(login.text("access_token"));
    requireActive(login.text("refresh_token"));
    revoke(login.text("access_token"));
  }

  @Test
  void revoke_refreshToken_endsItsSession() {
    var login = client.login(user);
    var other = client.login(user);
    var next = client.refresh(login.text("refresh_token")).requireStatus(200);
    revoke(login.text("refresh_token")); // of an earlier generation
    client.requireDenied(next.text("access_token"));
    client.refresh(next.text("refresh_token")).requireStatus(401);
    client.requireNotDenied(other.text("access_token"));
    revoke(login.text("refresh_token"));

    var session = client.get("admin/sessions/" + login.text("session_id"), bearer(admin));
    assertThat(session.text("ended_reason")).isEqualTo("administrator");
    assertThat(session.json().getJsonArray("history").getValuesAs(JsonObject.class))
        .filteredOn(event -> event.getString("type").equals("session_revoked"))
        .extracting(event -> event.getString("actor"))
        .containsExactly(requireActive(service).getString("sub"));
  }

  @Test
  void revoke_noToken_changesNothing() {
    var login = client.login(user);
    var token = login.text("refresh_token");
    revoke(token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA"));
    revoke("abc");
    requireActive(token);
    requireActive(login.text("access_token"));
  }

  @Test
  void anything_malformed_isAnOAuthError() {
    for (var path : PATHS) {
      for (var form :
          List.of("", "token=", "tokens=x", "token=x&token=x", "token=%zz", "token=%ff")) {
        requireInvalidRequest(post(path, form));
      }
      requireInvalidRequest(post(path, "token=" + "x".repeat(16 * 1024)));
      requireInvalidRequest(post(path, "{\"token\":\"x\"}", "application/json"));
      for (var type : List.of("text/plain", "*/*", "application/*", FORM + "; charset=utf-16")) {
        requireInvalidRequest(post(path, "token=x", type));
      }
      post(path, "token=x", FORM + "; x=y; Charset=\"UTF-8\"").requireStatus(200);
      requireInvalidRequest(client.send("POST", path, "token=x".getBytes(UTF_8), bearer(service)));
    }
  }

  private static void requireInvalidRequest(Answer answer) {
    answer.requireStatus(400);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().keySet()).containsExactly("error", "error_description");
    assertThat(answer.text("error")).isEqualTo("invalid_request");
    assertThat(answer.text("error_description")).matches("[ !#-\\[\\]-~]+");
  }

  @Test
  void anything_notAService_isRefused() {
    var ordinary = client.login(user).text("access_token");
    for (var path : PATHS) {
      for (var caller : List.of(ordinary, admin)) {
        client.send("POST", path, new byte[0], bearer(caller)).requireProblem(403, "forbidden");
      }
      client.send("POST", path, new byte[0]).requireUnauthorized("malformed_token", "Bearer");
      client.get(path, bearer(service)).requireProblem(405, "method_not_allowed");
    }
  }

  @Test
  void anything_loggedOutService_isRefused() {
    client.logout(serviceLogin.text("refresh_token")).requireStatus(204);
    for (var path : PATHS) {
      post(path, "token=x").requireUnauthorized("token_revoked", INVALID_TOKEN);
    }
  }
}
