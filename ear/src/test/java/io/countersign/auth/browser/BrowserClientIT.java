package io.countersign.auth.browser;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client for browsers with Countersign, which is strict: no retry window, but on the second
 * server.
 */
@InChromium
@OnWildFly
class BrowserClientIT {

  private static final int ROUNDS = 200;
  private static final String ONCE = "/api/once";

  private final AuthServer server;
  private final AuthServer forgiving;
  private final AuthClient client;
  private final String user;
  private Site site;

  BrowserClientIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    this.forgiving = forgiving;
    client = new AuthClient(server);
    user = client.newUser();
  }

  @BeforeEach
  void start() throws IOException {
    site = Site.start(new Proxied(server));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private Tab signedIn(BrowserContext browser) {
    var tab = site.open(browser);
    tab.login(user, PASSWORD);
    return tab;
  }

  /** Has the client get a new token: the one that it has is refused from now on. */
  private static void renew(Tab tab) {
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
  }

  private static List<JsonObject> events(AuthServer server, String user, String type) {
    var client = new AuthClient(server);
    return client
        .get(
            "admin/events?limit=200&user_id=%s&type=%s".formatted(client.idOf(user), type),
            bearer(client.administrator()))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  private JsonObject session(Tab tab) {
    var id = tab.text("return (await auth.session()).sessionId");
    return client
        .get("admin/sessions/" + id, bearer(client.administrator()))
        .requireStatus(200)
        .json();
  }

  @Test
  void login_fetchAndLogout(BrowserContext browser) {
    var tab = signedIn(browser);
    assertThat(tab.text("return (await (await auth.fetch('/auth/me')).json()).upn"))
        .isEqualTo(user);
    assertThat(tab.text("return (await auth.session()).authenticatedAt <= new Date()"))
        .isEqualTo("true");
    var session = session(tab).getString("id");
    tab.run("await auth.logout()");
    assertThat(tab.fetch("/auth/me")).isEqualTo(401);
    assertThat(browser.cookies()).isEmpty();
    assertThat(tab.heard("signedout", "reason")).isEqualTo("logout");
    client.get("admin/sessions/" + session, bearer(client.administrator())).requireStatus(200);
    tab.reload();
    assertThat(tab.username()).isEqualTo("null");
  }

  @Test
  void login_notToBeRemembered_hasACookieThatEndsWithTheBrowser(BrowserContext browser) {
    var tab = site.open(browser);
    tab.run(
        "await auth.login({username: '%s', password: '%s', remember: false})"
            .formatted(user, PASSWORD));
    assertThat(browser.cookies())
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.name).isEqualTo("__Secure-countersign-refresh");
              assertThat(cookie.httpOnly).isTrue();
              assertThat(cookie.expires).isEqualTo(-1);
            });
    renew(tab);
    assertThat(browser.cookies().get(0).expires).isEqualTo(-1);
  }

  @Test
  void module_ofItsVersion_isTheSameClient(BrowserContext browser) {
    var tab = signedIn(browser);
    assertThat(
            tab.text(
                """
                const plain = await fetch('/auth/client/countersign.js');
                const name = plain.headers.get('Content-Location');
                const { Countersign: Other } = await import('/auth/client/' + name);
                return (await new Other().session()).username;
                """))
        .isEqualTo(user);
    assertThat(site.calls("/auth/refresh")).isEmpty();
  }

  @Test
  void session_afterReload_isTheSame(BrowserContext browser) {
    var tab = signedIn(browser);
    var session = session(tab).getString("id");
    tab.reload();
    assertThat(session(tab).getString("id")).isEqualTo(session);
  }

  /**
   * Each tab wants a new token two hundred times. Meanwhile a fourth is closed in the middle of a
   * refresh, one sleeps for an hour, and the server is away, as in a restart.
   */
  @Test
  void threeTabs_twoHundredRefreshes_noReuseAndNobodyIsSignedOut(BrowserContext browser)
      throws Exception {
    var dying = signedIn(browser);
    var tabs =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  var page = browser.newPage();
                  if (i == 0) {
                    page.clock().install();
                  }
                  return Tab.at(page, site.uri());
                })
            .toList();
    tabs.forEach(tab -> assertThat(tab.username()).isEqualTo(user));
    var session = session(dying).getString("id");
    var start = System.nanoTime();
    dying.fetch(ONCE);
    var held = site.network().holdAnswer();
    dying.begin("await auth.fetch('/api/once')");
    held.await();
    for (int i = 0; i < tabs.size(); i++) {
      tabs.get(i)
          .begin(
              """
              let done = 0;
              for (let i = 0; i < %d; i++) {
                const { ok } = await auth.fetch('/api/once', { headers: { 'X-Tab': '%d' } });
                if (ok) done++;
              }
              return done;
              """
                  .formatted(ROUNDS, i));
    }
    dying.close();
    held.release();
    tabs.get(1).page().waitForCondition(() -> site.calls("/auth/refresh").size() > 50);
    tabs.get(0).page().clock().fastForward("01:00:00");
    tabs.get(1).page().waitForCondition(() -> site.calls("/auth/refresh").size() > 100);
    site.network().answer(1, ScriptedServer.problem(503, "unavailable").with("Retry-After", "1"));
    site.network().dropRequests(5);
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.end()).isEqualTo(ROUNDS));

    var refreshes = site.calls("/auth/refresh").size();
    System.out.printf(
        "Three tabs, %d new tokens each, one more closed while it refreshes, one asleep, the server"
            + " away: %d refreshes, %d ms%n",
        ROUNDS, refreshes, (System.nanoTime() - start) / 1_000_000);
    assertThat(refreshes).isGreaterThanOrEqualTo(ROUNDS);
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.heard()).doesNotContain("signedout"));
    assertThat(session(tabs.get(1)).getString("id")).isEqualTo(session);
    assertThat(session(tabs.get(1)).getString("state")).isEqualTo("active");
    assertThat(session(tabs.get(1)).getInt("generation")).isEqualTo(refreshes);
    assertThat(events(server, user, "token_reused")).isEmpty();
  }

  @Test
  void refresh_lostAnswers_areAskedForWithinTheRetryWindow(BrowserContext browser)
      throws IOException {
    try (var shop = Site.start(new Proxied(forgiving))) {
      var customer = new AuthClient(forgiving).newUser();
      var tab = shop.open(browser);
      tab.login(customer, PASSWORD);
      tab.fetch(ONCE);
      shop.network().loseAnswers(3);
      assertThat(tab.fetch(ONCE)).isEqualTo(200);
      assertThat(tab.heard()).containsExactly("signedin", "refreshed");
      renew(tab);
      assertThat(events(forgiving, customer, "token_reused")).isEmpty();
    }
  }

  @Test
  void logout_isSeenInAllTabs(BrowserContext browser) {
    var first = signedIn(browser);
    var second = site.open(browser);
    assertThat(second.username()).isEqualTo(user);
    first.run("await auth.logout()");
    assertThat(second.heard("signedout", "reason")).isEqualTo("logout");
    assertThat(second.fetch("/auth/me")).isEqualTo(401);
  }

  @Test
  void administratorEndsTheSession_everyTabIsToldWhy(BrowserContext browser) {
    var first = signedIn(browser);
    var second = site.open(browser);
    assertThat(second.username()).isEqualTo(user);
    client
        .delete(
            "admin/sessions/%s?reason=Lost+laptop".formatted(session(first).getString("id")),
            client.administrator())
        .requireStatus(204);
    assertThat(first.fetch("/auth/me/active")).isEqualTo(401);
    for (var tab : List.of(first, second)) {
      assertThat(tab.heard("signedout", "reason")).isEqualTo("administrator");
      assertThat(tab.heard("signedout", "note")).isEqualTo("Lost laptop");
    }
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void insufficient_passwordShown_requestGoesOn(BrowserContext browser) throws SQLException {
    var tab = signedIn(browser);
    agoAnHour(session(tab).getString("id"));
    tab.reload();
    tab.run(
        "auth.addEventListener('insufficient',"
            + " ({ detail }) => detail.waitUntil(auth.reauthenticate('%s')))".formatted(PASSWORD));
    assertThat(
            tab.text(
                "return (await auth.fetch('/auth/sessions?keep=current', {method: 'DELETE'}))"
                    + ".status"))
        .isEqualTo("200");
    assertThat(tab.heard("insufficient", "maxAge")).isEqualTo("900");
    assertThat(tab.text("return new Date() - (await auth.session()).authenticatedAt < 60_000"))
        .isEqualTo("true");
  }

  private void agoAnHour(String session) throws SQLException {
    try (var connection = server.database().dataSource().getConnection();
        var update =
            connection.prepareStatement(
                "update refresh_token_family set authenticated_at = authenticated_at"
                    + " - interval '1 hour' where family_id = ?::uuid")) {
      update.setString(1, session);
      assertThat(update.executeUpdate()).isOne();
    }
  }

  @Test
  void changePassword_thisBrowserGoesOn_andOthersAreToldWhy(BrowserContext browser) {
    var tab = signedIn(browser);
    var second = site.open(browser);
    assertThat(second.username()).isEqualTo(user);
    try (var elsewhere = browser.browser().newContext()) {
      var other = signedIn(elsewhere);
      tab.run(
          "await auth.changePassword('%s', 'violet kettle drums on tuesday')".formatted(PASSWORD));
      for (var own : List.of(tab, second)) {
        assertThat(own.fetch("/auth/me/active")).isEqualTo(200);
        assertThat(own.heard()).doesNotContain("signedout");
      }
      renew(tab);
      assertThat(other.fetch("/auth/me/active")).isEqualTo(401);
      assertThat(other.heard("signedout", "reason")).isEqualTo("password_change");
    }
  }

  @Test
  void token_isInNoPlaceThatLasts(BrowserContext browser) {
    var tab = signedIn(browser);
    renew(tab);
    assertThat(Kept.by(tab)).isEqualTo(Kept.NOTHING);
    assertThat(tab.text("return JSON.stringify([auth, { ...auth }, heard])")).doesNotContain("eyJ");
  }
}
