package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The refresh token in a cookie that scripts cannot read and other sites cannot ride on. */
@EveryServer
class CookieTransportIT {

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
    refresh(cookie(second), "Origin", "http://127.0.0.1:" + server.baseUri().getPort())
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
    var own = "127.0.0.1:" + server.baseUri().getPort();
    refresh(cookie, "Origin", "ftp://" + own).requireProblem(403, "forbidden");
    refresh(cookie, "Origin", "http://" + own + "/evil").requireProblem(403, "forbidden");
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
  }

  @Test
  void logout_removesTheCookie() {
    var cookie = cookie(login());
    var answer =
        client
            .send("POST", "logout", new byte[0], "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
            .requireStatus(204);
    assertThat(answer.header("Set-Cookie"))
        .isEqualTo(
            "__Secure-countersign-refresh=; Max-Age=0; HttpOnly; Secure; SameSite=Strict;"
                + " Path=/auth");
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

  @Test
  void refresh_twoCookies_isForbidden() {
    var cookie = cookie(login());
    refresh("__Secure-countersign-refresh=planted; " + cookie, SAME_ORIGIN)
        .requireProblem(403, "forbidden");
    refresh(cookie, SAME_ORIGIN).requireStatus(200);
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
