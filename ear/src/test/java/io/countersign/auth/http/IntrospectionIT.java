package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.util.Base64;
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
  private String serviceName = "";
  private final String service;

  IntrospectionIT(AuthServer server) {
    client = new AuthClient(server);
    user = client.newUser();
    admin = client.administrator();
    serviceLogin = service();
    service = serviceLogin.text("access_token");
  }

  /** A service has an account with its role, and logs in. */
  private Answer service() {
    serviceName = client.newUser();
    client.giveRole(serviceName, "auth-service");
    return client.login(serviceName);
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
            "auth_time",
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
      requireChallenged(client.send("POST", path, new byte[0]), "malformed_token", "Bearer");
      client.get(path, bearer(service)).requireProblem(405, "method_not_allowed");
    }
  }

  @Test
  void anything_loggedOutService_isRefused() {
    client.logout(serviceLogin.text("refresh_token")).requireStatus(204);
    for (var path : PATHS) {
      requireChallenged(post(path, "token=x"), "token_revoked", INVALID_TOKEN);
    }
  }

  private static void requireChallenged(Answer answer, String code, String bearer) {
    answer.requireProblem(401, code);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactlyInAnyOrder(bearer, "Basic realm=\"countersign\", charset=\"UTF-8\"");
  }

  private Answer basic(String path, String credentials, String token, String... more) {
    var headers = new String[more.length + 4];
    System.arraycopy(more, 0, headers, 4, more.length);
    headers[0] = "Authorization";
    headers[1] = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    headers[2] = "Content-Type";
    headers[3] = FORM;
    return client.send("POST", path, ("token=" + token).getBytes(UTF_8), headers);
  }

  private String[] from(String address) {
    return new String[] {"X-Forwarded-For", address};
  }

  @Test
  void basic_service_isServed() {
    var credentials = serviceName + ":" + AuthServer.PASSWORD;
    var from = from(AuthClient.newAddress());
    var login = client.login(user);
    for (int i = 0; i < 3; i++) {
      assertThat(basic("introspect", credentials, login.text("access_token"), from).json())
          .isEqualTo(requireActive(login.text("access_token")));
    }
    basic("revoke", credentials, login.text("access_token"), from).requireStatus(200);
    requireInactive(login.text("access_token"));
    assertThat(basic("introspect", credentials, login.text("access_token"), from).body())
        .isEqualTo(INACTIVE);
  }

  @Test
  void basic_anythingWrong_isRefused() {
    var from = from(AuthClient.newAddress());
    for (var path : PATHS) {
      for (var wrong :
          List.of(serviceName + ":wrong", "nobody:x", serviceName + ":", ":", "a\u0000b:x")) {
        requireChallenged(basic(path, wrong, "x", from), "invalid_credentials", "Bearer");
      }
      requireChallenged(basic(path, serviceName, "x", from), "invalid_credentials", "Bearer");
      requireChallenged(
          client.send("POST", path, new byte[0], "Authorization", "Basic %%%"),
          "invalid_credentials",
          "Bearer");
      basic(path, user + ":" + AuthServer.PASSWORD, "x", from).requireProblem(403, "forbidden");
    }
  }

  /** RFC 6749 §2.3.1; what clients send that do not encode is taken as well. */
  @Test
  void basic_encodedOrNot_isRead() {
    var from = from(AuthClient.newAddress());
    var password = "viol\u00e9t+kettle%drums: on tuesday";
    client
        .patch("admin/users/" + client.idOf(serviceName), json("password", password), bearer(admin))
        .requireStatus(200);
    basic("introspect", serviceName + ":" + URLEncoder.encode(password, UTF_8), "x", from)
        .requireStatus(200);
    basic("introspect", serviceName + ":" + password, "x", from).requireStatus(200);
  }

  @Test
  void basic_changedAccount_isRefusedAtOnce() {
    var id = client.idOf(serviceName);
    var credentials = serviceName + ":" + AuthServer.PASSWORD;
    var from = from(AuthClient.newAddress());
    basic("introspect", credentials, "x", from).requireStatus(200);
    change(id, "{\"roles\":[]}");
    basic("introspect", credentials, "x", from).requireProblem(403, "forbidden");
    change(id, "{\"roles\":[\"auth-service\"],\"disabled\":true}");
    basic("introspect", credentials, "x", from).requireProblem(401, "invalid_credentials");
    change(id, "{\"disabled\":false}");
    basic("introspect", credentials, "x", from).requireStatus(200);
    change(id, json("password", "violet kettle drums on tuesday"));
    basic("introspect", credentials, "x", from).requireProblem(401, "invalid_credentials");
    basic("introspect", serviceName + ":violet kettle drums on tuesday", "x", from)
        .requireStatus(200);
    client.delete("admin/users/" + id, admin).requireStatus(204);
    basic("introspect", serviceName + ":violet kettle drums on tuesday", "x", from)
        .requireProblem(401, "invalid_credentials");
  }

  private void change(String id, String change) {
    client.patch("admin/users/" + id, change, bearer(admin)).requireStatus(200);
  }

  @Test
  void basic_guesses_areBoundedAlsoWhereTheServiceIs() {
    var from = from(AuthClient.newAddress());
    basic("introspect", serviceName + ":" + AuthServer.PASSWORD, "x", from).requireStatus(200);
    int looked = 0;
    while (basic("introspect", serviceName + ":guess-" + looked, "x", from).status() == 401) {
      looked++;
    }
    assertThat(looked).isBetween(9, 11);
  }

  @Test
  void basic_elsewhere_isRefused() {
    var credentials = serviceName + ":" + AuthServer.PASSWORD;
    client
        .send(
            "GET",
            "me",
            new byte[0],
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
        .requireUnauthorized("malformed_token", "Bearer");
  }
}
