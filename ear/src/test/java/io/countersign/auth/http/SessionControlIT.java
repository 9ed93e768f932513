package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** How many sessions a user has, for how long and for what, and why they ended. */
@EveryServer
class SessionControlIT {

  private static final String CHALLENGE =
      "Bearer error=\"insufficient_user_authentication\", max_age=\"900\"";
  private static final String[] SAME_ORIGIN = {"Sec-Fetch-Site", "same-origin"};

  /** The default of {@code countersign.sessions.max-per-user}. */
  private static final int MOST = 100;

  private final AuthClient client;
  private final StoredSessions stored;
  private final String user;

  SessionControlIT(AuthServer server) {
    client = new AuthClient(server);
    stored = new StoredSessions(server);
    user = client.newUser();
  }

  private Answer login(String more, String... headers) {
    var body =
        "{\"username\":\"%s\",\"password\":\"%s\"%s}".formatted(user, AuthServer.PASSWORD, more);
    return client.post("login", body, headers);
  }

  private static String cookie(Answer answer) {
    var header = answer.header("Set-Cookie");
    return header.substring(0, header.indexOf(';'));
  }

  private static JsonObject claims(Answer tokens) {
    var token = tokens.text("access_token");
    var payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new Answer(
            200, tokens.headers(), new String(Base64.getUrlDecoder().decode(payload), UTF_8))
        .json();
  }

  private Answer refreshByCookie(String cookie) {
    return client.send(
        "POST", "refresh", new byte[0], "Cookie", cookie, SAME_ORIGIN[0], SAME_ORIGIN[1]);
  }

  private int liveSessions(Answer login) {
    return client
        .get("sessions?limit=200", bearer(login.text("access_token")))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .size();
  }

  // How long

  @Test
  void login_notToBeRemembered_hasACookieThatEndsWithTheBrowser() {
    var login = login(",\"transport\":\"cookie\",\"remember\":false").requireStatus(200);
    assertThat(login.header("Set-Cookie")).contains("HttpOnly").doesNotContain("Max-Age");
    assertThat(login.json().getInt("refresh_expires_in")).isLessThanOrEqualTo(12 * 3600);
    var next = refreshByCookie(cookie(login)).requireStatus(200);
    assertThat(next.header("Set-Cookie")).contains("csr_").doesNotContain("Max-Age");
    assertThat(next.json().getInt("refresh_expires_in")).isLessThanOrEqualTo(12 * 3600);
  }

  @Test
  void login_toBeRemembered_isAsWithoutAWord() {
    var login = login(",\"transport\":\"cookie\",\"remember\":true").requireStatus(200);
    assertThat(login.header("Set-Cookie")).contains("Max-Age=604800");
    login(",\"remember\":\"no\"").requireProblem(400, "invalid_request");
  }

  // Fresh login

  @Test
  void endOthers_loginLongAgo_takesThePasswordAgain() throws SQLException {
    client.login(user);
    var login = client.login(user);
    var old = stored.refreshedAfterAnHour(client, login);
    var access = bearer(old.text("access_token"));
    var refused =
        client
            .send("DELETE", "sessions?keep=current", new byte[0], access)
            .requireUnauthorized("insufficient_user_authentication", CHALLENGE);
    assertThat(refused.json().getInt("max_age")).isEqualTo(900);

    var fresh =
        client
            .post("reauthenticate", json("password", AuthServer.PASSWORD), access)
            .requireStatus(200);
    assertThat(fresh.json().keySet())
        .containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
    assertThat(fresh.header("Cache-Control")).isEqualTo("no-store");
    assertThat(claims(fresh).getString("sid")).isEqualTo(login.text("session_id"));
    assertThat(claims(fresh).getInt("auth_time")).isGreaterThan(claims(old).getInt("auth_time"));
    client
        .send("DELETE", "sessions?keep=current", new byte[0], bearer(fresh.text("access_token")))
        .requireStatus(200);
    var next = client.refresh(old.text("refresh_token")).requireStatus(200);
    assertThat(claims(next).getInt("auth_time")).isEqualTo(claims(fresh).getInt("auth_time"));
  }

  @Test
  void endOwn_loginLongAgo_isALogoutAndTakesNoPassword() throws SQLException {
    var other = client.login(user).text("session_id");
    var login = client.login(user);
    var old = stored.refreshedAfterAnHour(client, login).text("access_token");
    client.delete("sessions/" + other, old).requireStatus(401);
    client.delete("sessions/" + login.text("session_id"), old).requireStatus(204);
  }

  @Test
  void reauthenticate_wrongPassword_isRefusedAndCounted() {
    var access = bearer(client.login(user).text("access_token"));
    for (int i = 0; i < 10; i++) {
      client
          .post("reauthenticate", json("password", "wrong"), access)
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    client
        .post("reauthenticate", json("password", AuthServer.PASSWORD), access)
        .requireProblem(429, "too_many_attempts");
    client.login(user).requireStatus(200);
  }

  @Test
  void reauthenticate_malformed_isRefused() {
    var access = bearer(client.login(user).text("access_token"));
    client.post("reauthenticate", "{}", access).requireProblem(400, "invalid_request");
    client
        .post("reauthenticate", "{\"password\":1}", access)
        .requireProblem(400, "invalid_request");
    client.post("reauthenticate", json("password", AuthServer.PASSWORD)).requireStatus(401);
  }

  /** As after an upgrade. */
  @Test
  void refresh_sessionOfAVersionBefore_hasNoTimeAndGoesOn() throws SQLException {
    var login = client.login(user);
    stored.forgetLogin(login);
    var next = client.refresh(login.text("refresh_token")).requireStatus(200);
    assertThat(claims(next)).doesNotContainKey("auth_time");
    client.me(next.text("access_token")).requireStatus(200);
    client
        .send("DELETE", "sessions", new byte[0], bearer(next.text("access_token")))
        .requireUnauthorized("insufficient_user_authentication", CHALLENGE);
  }

  // How many

  @Test
  void login_pastTheLimit_endsTheLeastRecentlyUsed() throws SQLException {
    var first = client.login(user);
    stored.addTo(first, MOST - 1);
    assertThat(liveSessions(first)).isEqualTo(MOST);
    var login = client.login(user);
    assertThat(liveSessions(login)).isEqualTo(MOST);
    client.refresh(first.text("refresh_token")).requireStatus(200);
    var ended =
        client
            .get("sessions?limit=200&state=all", bearer(login.text("access_token")))
            .requireStatus(200)
            .json()
            .getJsonArray("items")
            .getValuesAs(JsonObject.class)
            .stream()
            .filter(session -> session.getString("state").equals("ended"))
            .toList();
    assertThat(ended)
        .singleElement()
        .satisfies(
            session -> assertThat(session.getString("ended_reason")).isEqualTo("session_limit"));
  }

  @Test
  void login_withTheCookieOfASession_takesItsPlace() throws SQLException {
    var first = login(",\"transport\":\"cookie\"").requireStatus(200);
    stored.addTo(first, MOST - 1);
    var again =
        login(",\"transport\":\"cookie\"", "Cookie", cookie(first), SAME_ORIGIN[0], SAME_ORIGIN[1])
            .requireStatus(200);
    assertThat(liveSessions(again)).isEqualTo(MOST);
    assertThat(
            client.get("sessions?limit=200&state=all", bearer(again.text("access_token"))).body())
        .doesNotContain("session_limit");
    refreshByCookie(cookie(first)).requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  // Why it ended

  @Test
  void refresh_endedSession_saysWhyAndWhen() {
    var login = client.login(user);
    client
        .delete("admin/sessions/" + login.text("session_id"), client.administrator())
        .requireStatus(204);
    var refused =
        client
            .refresh(login.text("refresh_token"))
            .requireUnauthorized("token_revoked", INVALID_TOKEN);
    assertThat(refused.text("ended_reason")).isEqualTo("administrator");
    assertThat(refused.text("ended_at")).endsWith("Z");

    var loggedOut = client.login(user);
    client.logout(loggedOut.text("refresh_token")).requireStatus(204);
    assertThat(client.refresh(loggedOut.text("refresh_token")).text("ended_reason"))
        .isEqualTo("logout");

    var genuine = client.login(user).text("refresh_token");
    var forged =
        genuine.substring(0, 20) + (genuine.charAt(20) == 'A' ? "B" : "A") + genuine.substring(21);
    assertThat(client.refresh(forged).requireStatus(401).json().keySet())
        .doesNotContain("ended_reason", "ended_at");
  }

  @Test
  void login_withTheCookieOfAnEndedSession_saysWhatBecameOfIt() {
    var first = login(",\"transport\":\"cookie\"").requireStatus(200);
    var session = first.text("session_id");
    client.delete("admin/sessions/" + session, client.administrator()).requireStatus(204);
    String[] sent = {"Cookie", cookie(first), SAME_ORIGIN[0], SAME_ORIGIN[1]};
    var previous = login("", sent).requireStatus(200).json().getJsonObject("previous_session");
    assertThat(previous.getString("id")).isEqualTo(session);
    assertThat(previous.getString("ended_reason")).isEqualTo("administrator");
    assertThat(previous.getString("ended_at")).endsWith("Z");

    assertThat(
            client
                .post(
                    "login",
                    json("username", client.newUser(), "password", AuthServer.PASSWORD),
                    sent)
                .requireStatus(200)
                .json()
                .keySet())
        .as("of another user")
        .doesNotContain("previous_session");
    assertThat(login("").requireStatus(200).json().keySet()).doesNotContain("previous_session");
  }

  // For which application

  @Test
  void login_forAnAudience_tokensNameIt() {
    var audience = "countersign";
    var login = login(",\"resource\":\"" + audience + "\"").requireStatus(200);
    assertThat(claims(login).getString("aud")).isEqualTo(audience);
    var refresh = login.text("refresh_token");
    for (var wrong : new String[] {"\"elsewhere\"", "[\"countersign\",\"elsewhere\"]"}) {
      client
          .post("refresh", "{\"refresh_token\":\"%s\",\"resource\":%s}".formatted(refresh, wrong))
          .requireProblem(400, "invalid_target");
      login(",\"resource\":" + wrong).requireProblem(400, "invalid_target");
    }
    client
        .post(
            "refresh",
            "{\"refresh_token\":\"%s\",\"resource\":[\"countersign\"]}".formatted(refresh))
        .requireStatus(200);
  }

  @Test
  void login_malformedResource_isRefused() {
    for (var wrong : new String[] {"[]", "\"\"", "1", "[1]", "{}", "[\"\"]"}) {
      login(",\"resource\":" + wrong).requireProblem(400, "invalid_request");
    }
  }

  // From where

  @Test
  void login_event_saysWhetherThePlaceIsKnown() {
    var address = AuthClient.newAddress();
    for (int i = 0; i < 2; i++) {
      client.login(user, AuthServer.PASSWORD, "X-Forwarded-For", address).requireStatus(200);
    }
    client.login(user);
    var events =
        client
            .get(
                "admin/events?type=login&user_id=" + client.idOf(user),
                bearer(client.administrator()))
            .requireStatus(200)
            .json()
            .getJsonArray("items")
            .getValuesAs(JsonObject.class);
    assertThat(events)
        .extracting(event -> event.getJsonObject("detail").getString("known"))
        .containsExactly("false", "true", "false");
  }
}
