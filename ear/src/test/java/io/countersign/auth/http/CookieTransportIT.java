package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The refresh token in a cookie that scripts cannot read and other sites cannot ride on. */
@EveryServer
class CookieTransportIT {

  private static final String NAME = "__Secure-countersign-refresh";
  private static final String REMOVED =
      NAME + "=; Max-Age=0; HttpOnly; Secure; SameSite=Strict; Path=/auth";
  private static final String[] SAME_ORIGIN = {"Sec-Fetch-Site", "same-origin"};
  private static final String PASSWORD = AuthServer.PASSWORD;

  private final AuthServer server;
  private final AuthClient client;
  private final String user;

  CookieTransportIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
    user = client.newUser();
  }

  private Answer login(String... headers) {
    var body = json("username", user, "password", PASSWORD, "transport", "cookie");
    return client.post("login", body, headers).requireStatus(200);
  }

  /** The cookie pair that a browser would send back. */
  private static String cookie(Answer answer) {
    var header = answer.header("Set-Cookie");
    assertThat(header)
        .matches(
            "__Secure-countersign-refresh=csr_[A-Za-z0-9_-]{112}; Max-Age=604800; HttpOnly; Secure;"
                + " SameSite=Strict; Path=/auth");
    return header.substring(0, header.indexOf(';'));
  }

  private Answer refresh(String cookie, String... headers) {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Cookie";
    all[1] = cookie;
    return client.send("POST", "refresh", new byte[0], all);
  }

  @Test
  void login_cookie_keepsTheTokenOutOfTheBody() {
    var answer = login();
    assertThat(answer.json().keySet())
        .contains("access_token", "refresh_token_id")
        .doesNotContain("refresh_token");
    assertThat(answer.body()).doesNotContain("csr_");
    cookie(answer);
  }

  @Test
  void refresh_sameOrigin_answersTheNextCookie() {
    var first = login();
    var second = refresh(cookie(first), SAME_ORIGIN).requireStatus(200);
    assertThat(second.json().keySet()).doesNotContain("refresh_token");
    assertThat(cookie(second)).isNotEqualTo(cookie(first));
    refresh(cookie(second), "Origin", "http://localhost:" + server.baseUri().getPort())
        .requireStatus(200);
  }

  @Test
  void refresh_notSameOrigin_isForbiddenAndUsesNothing() {
    var cookie = cookie(login());
    refresh(cookie).requireProblem(403, "forbidden");
    refresh(cookie, "Sec-Fetch-Site", "same-site").requireProblem(403, "forbidden");
    refresh(cookie, "Sec-Fetch-Site", "cross-site").requireProblem(403, "forbidden");
    refresh(cookie, "Sec-Fetch-Site", "none").requireProblem(403, "forbidden");
    refresh(cookie, "Origin", "https://evil.example").requireProblem(403, "forbidden");
    refresh(cookie, "Origin", "null").requireProblem(403, "forbidden");
    refresh(cookie, "Origin", "http://[").requireProblem(403, "forbidden");
    var own = "localhost:" + server.baseUri().getPort();
    refresh(cookie, "Origin", "ftp://" + own).requireProblem(403, "forbidden");
    refresh(cookie, "Origin", "http://" + own + "/evil").requireProblem(403, "forbidden");
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
  }

  /** Whatever the proxy in front of it makes of Host. */
  @Test
  void refresh_originOfTheHostButNotOfTheIssuer_isForbidden() {
    var cookie = cookie(login());
    var port = server.baseUri().getPort();
    for (var origin :
        List.of(
            "https://localhost:" + port,
            "http://127.0.0.1:" + port,
            "https://127.0.0.1:" + port,
            "http://localhost")) {
      assertThat(refresh(cookie, "Origin", origin).requireProblem(403, "forbidden").text("detail"))
          .isEqualTo("Origin is not the issuer's.");
    }
    refresh(cookie, "Origin", "http://localhost:" + port).requireStatus(200);
  }

  @Test
  void refresh_notSameOrigin_saysWhichHeaderWasMissing() {
    var cookie = cookie(login());
    assertThat(refresh(cookie).requireProblem(403, "forbidden").text("detail"))
        .contains("Sec-Fetch-Site", "Origin");
    assertThat(
            refresh(cookie, "Sec-Fetch-Site", "same-site")
                .requireProblem(403, "forbidden")
                .text("detail"))
        .contains("Sec-Fetch-Site")
        .doesNotContain("same-site");
  }

  @Test
  void logout_removesTheCookie() {
    var cookie = cookie(login());
    var answer =
        client
            .send("POST", "logout", new byte[0], "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
            .requireStatus(204);
    requireRemoved(answer);
    refresh(cookie, SAME_ORIGIN).requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void logout_unreadableCookie_isRemoved() {
    var answer =
        client.send(
            "POST",
            "logout",
            new byte[0],
            "Cookie",
            "__Secure-countersign-refresh=nonsense",
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(answer.requireStatus(204).header("Set-Cookie")).contains("Max-Age=0");
  }

  private static void requireRemoved(Answer answer) {
    assertThat(answer.headers().allValues("Set-Cookie")).containsExactly(REMOVED);
  }

  /** Cookie headers in which a server may find a token that no browser has kept there. */
  private static List<String> planted(String genuine) {
    var planted = NAME + "=csr_" + "A".repeat(112);
    return List.of(
        planted + "; " + genuine,
        genuine + "; " + genuine,
        "foo=1," + genuine,
        "foo=1, " + genuine,
        "foo=1," + planted + "; " + genuine,
        "foo=\"" + genuine + "\"",
        "foo=\"1," + planted + "\"; " + genuine,
        genuine.replace("=", "=\"") + "\"",
        genuine.replace("=", "= "),
        genuine + ",",
        genuine + " x",
        "x" + genuine,
        NAME + "=",
        NAME + "=nonsense");
  }

  @Test
  void refresh_cookieThatIsNotPlainlyOne_isRefusedAndRemoved() {
    var cookie = cookie(login());
    for (var header : planted(cookie)) {
      requireRemoved(
          refresh(header, SAME_ORIGIN).requireUnauthorized("malformed_token", INVALID_TOKEN));
    }
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
  }

  @Test
  void login_cookieThatIsNotPlainlyOne_goesOnWithoutAny() {
    var cookie = cookie(login());
    for (var header : planted(cookie)) {
      cookie(login("Cookie", header, "Sec-Fetch-Site", "same-origin"));
    }
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
  }

  @Test
  void logout_cookieThatIsNotPlainlyOne_goesOnWithoutAnyAndRemovesIt() {
    var cookie = cookie(login());
    for (var header : planted(cookie)) {
      requireRemoved(
          client
              .send(
                  "POST", "logout", new byte[0], "Cookie", header, "Sec-Fetch-Site", "same-origin")
              .requireStatus(204));
    }
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
  }

  @Test
  void refresh_amongForeignCookies_isTaken() {
    var cookie = cookie(login());
    var many = "c=1; ".repeat(300);
    for (var others :
        List.of("name=J\u00fcrgen; ", "$Version=x; a=b; ", "a=\"; ", "=; ;; ", many)) {
      cookie = cookie(refresh(others + cookie, SAME_ORIGIN).requireStatus(200));
    }
  }

  @Test
  void refresh_deadCookie_isRemovedWithTheRefusal() {
    var used = cookie(login());
    var next = cookie(refresh(used, SAME_ORIGIN).requireStatus(200));
    requireRemoved(refresh(used, SAME_ORIGIN).requireUnauthorized("token_reused", INVALID_GRANT));
    requireRemoved(refresh(next, SAME_ORIGIN).requireUnauthorized("token_revoked", INVALID_TOKEN));
    var bound = cookie(login("X-Device-Fingerprint", "a".repeat(16)));
    requireRemoved(
        refresh(bound, SAME_ORIGIN).requireUnauthorized("device_mismatch", INVALID_GRANT));
    assertThat(refresh(cookie(login())).requireProblem(403, "forbidden").headers().map().keySet())
        .doesNotContain("set-cookie");
  }

  @Test
  void refresh_expiredCookie_isRemovedWithTheRefusal() throws SQLException {
    var login = login();
    try (var connection = server.database().dataSource().getConnection();
        var update =
            connection.prepareStatement(
                "update refresh_token_family set expires_at = now() where family_id = ?::uuid")) {
      update.setString(1, login.text("session_id"));
      assertThat(update.executeUpdate()).isOne();
    }
    requireRemoved(
        refresh(cookie(login), SAME_ORIGIN).requireUnauthorized("token_expired", INVALID_TOKEN));
  }

  @Test
  void login_withCookie_endsTheOlderSession() {
    var older = cookie(login());
    var newer = login("Cookie", older, "Sec-Fetch-Site", "same-origin");
    refresh(older, SAME_ORIGIN).requireUnauthorized("token_revoked", INVALID_TOKEN);
    refresh(cookie(newer), SAME_ORIGIN).requireStatus(200);
    login("Cookie", "__Secure-countersign-refresh=nonsense", "Sec-Fetch-Site", "same-origin");
  }

  @Test
  void password_withCookie_answersACookie() {
    var login = login();
    var changed =
        client
            .post(
                "password",
                json(
                    "current_password", PASSWORD, "new_password", "violet kettle drums on tuesday"),
                "Cookie",
                cookie(login),
                "Sec-Fetch-Site",
                "same-origin",
                bearer(login.text("access_token"))[0],
                bearer(login.text("access_token"))[1])
            .requireStatus(200);
    assertThat(changed.json().keySet()).doesNotContain("refresh_token");
    refresh(cookie(changed), SAME_ORIGIN).requireStatus(200);
  }
}
