package io.countersign.auth.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client alone, with a server that fails as the test says. */
@InChromium
class ClientModuleIT {

  private static final String REFRESH = "/auth/refresh";
  private static final String ONCE = "/api/once";
  private static final String ANY = "/api/any";
  private static final String TOKEN_REFUSED = "Bearer error=\"invalid_token\"";
  private static final String PASSWORD_WANTED =
      "Bearer error=\"insufficient_user_authentication\", max_age=\"300\"";

  /** The client waits for this long where the server does not say for how long. */
  private static final long FIRST_PAUSE = 250;

  /** What docs/browser.md recommends, in milliseconds. */
  private static final long RETRY_WINDOW = 10_000;

  private final ScriptedServer server = ScriptedServer.strict();
  private Site site;

  @BeforeEach
  void start() throws IOException {
    site = Site.start(server);
  }

  /** Whatever a test did. */
  @AfterEach
  void requireNoReuse() {
    site.close();
    assertThat(server.reused()).isZero();
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(1);
  }

  private Tab signedIn(BrowserContext browser) {
    return signedIn(site, browser);
  }

  private static Tab signedIn(Site site, BrowserContext browser) {
    var tab = site.open(browser);
    tab.login("anna", ScriptedServer.PASSWORD);
    return tab;
  }

  private int refreshes() {
    return site.calls(REFRESH).size();
  }

  private List<String> tokensAt(String path) {
    return site.calls(path).stream().map(call -> call.token().orElse("none")).toList();
  }

  @Test
  void login_tellsWhoIsSignedIn_andNotTheToken(BrowserContext browser) {
    var tab = signedIn(browser);
    assertThat(tab.text("return JSON.stringify(await auth.session())"))
        .contains("\"userId\":\"id-of-anna\"", "\"username\":\"anna\"", "\"roles\":[\"clerk\"]")
        .doesNotContain("e30.");
    assertThat(tab.heard("signedin", "username")).isEqualTo("anna");
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    var token = tokensAt(ANY).get(0);
    assertThat(tab.text("return JSON.stringify([auth, {...auth}, Object.keys(auth), heard])"))
        .doesNotContain(token);
    assertThat(site.calls("/auth/login").get(0).json().getString("transport")).isEqualTo("cookie");
  }

  @Test
  void login_refused_saysWhy(BrowserContext browser) {
    var tab = site.open(browser);
    assertThat(
            tab.text(
                "return await auth.login({username: 'anna', password: 'wrong'})"
                    + ".catch((it) => it instanceof CountersignError && it.code + it.status)"))
        .isEqualTo("invalid_credentials401");
    assertThat(tab.username()).isEqualTo("null");
    assertThat(tab.heard()).isEmpty();
  }

  @Test
  void session_withoutCookie_isNone_andIsAskedOnce(BrowserContext browser) {
    var tab = site.open(browser);
    assertThat(tab.text("return [await auth.session(), await auth.session()].join()"))
        .isEqualTo(",");
    assertThat(tab.fetch(ANY)).isEqualTo(401);
    assertThat(tokensAt(ANY)).containsExactly("none");
    assertThat(refreshes()).isOne();
    assertThat(tab.heard()).isEmpty();
  }

  @Test
  void session_afterReload_isTheSame(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.reload();
    assertThat(tab.username()).isEqualTo("anna");
    assertThat(tab.heard("signedin", "userId")).isEqualTo("id-of-anna");
    assertThat(refreshes()).isOne();
  }

  @Test
  void session_ofANewTab_comesFromAnother(BrowserContext browser) {
    var first = signedIn(browser);
    var page = browser.newPage();
    page.clock().install();
    var second = Tab.at(page, site.uri());
    page.clock().pauseAt(Instant.now().plusSeconds(60).toString()); // it listens until it hears
    assertThat(second.username()).isEqualTo("anna");
    second.fetch(ANY);
    first.fetch(ANY);
    assertThat(tokensAt(ANY).get(0)).isEqualTo(tokensAt(ANY).get(1));
    assertThat(refreshes()).isZero();
  }

  @Test
  void session_endedMeanwhile_saysWhy(BrowserContext browser) {
    var tab = signedIn(browser);
    server.endAll("administrator");
    tab.reload();
    assertThat(tab.username()).isEqualTo("null");
    assertThat(tab.heard("signedout", "reason")).isEqualTo("administrator");
    assertThat(tab.heard("signedout", "note")).isEqualTo("Because.");
    assertThat(tab.heard("signedout", "endedAt.toISOString()")).startsWith("2026-11-28T12:00");
  }

  @Test
  void fetch_refusedToken_isRefreshedOnce_andTheRequestSentAgain(BrowserContext browser) {
    var tab = signedIn(browser);
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(
            tab.text(
                "return await (await auth.fetch('%s', {method: 'POST', body: ' it'})).text()"
                    .formatted(ONCE)))
        .isEqualTo("done it");
    assertThat(refreshes()).isOne();
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  @Test
  void fetch_tokenRefusedAgain_isTheCallersRefusal(BrowserContext browser) {
    var tab = signedIn(browser);
    site.answer("/api/never", Reply.empty(401).with("WWW-Authenticate", TOKEN_REFUSED));
    assertThat(tab.fetch("/api/never")).isEqualTo(401);
    assertThat(refreshes()).isOne();
    assertThat(site.calls("/api/never")).hasSize(2);
    assertThat(tab.username()).isEqualTo("anna");
  }

  /** Else a wrong password in a form would cost a rotation, and be sent twice. */
  @Test
  void fetch_refusedPassword_isNotRefreshed(BrowserContext browser) {
    var tab = signedIn(browser);
    site.answer(
        "/api/form",
        ScriptedServer.problem(401, "invalid_credentials").with("WWW-Authenticate", "Bearer"));
    assertThat(tab.fetch("/api/form")).isEqualTo(401);
    assertThat(refreshes()).isZero();
    assertThat(site.calls("/api/form")).hasSize(1);
  }

  @Test
  void fetch_beforeTheEnd_isRefreshedInTheBackground(BrowserContext browser) {
    server.tokensLive(100);
    var tab = sleeper(browser);
    tab.page().clock().setSystemTime("2026-11-28T12:01:20Z");
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    tab.heard("refreshed", "username");
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    assertThat(tokensAt(ANY)).doesNotHaveDuplicates();
    assertThat(refreshes()).isOne();
  }

  /** A tab whose clocks the test moves. */
  private Tab sleeper(BrowserContext browser) {
    var page = browser.newPage();
    page.clock().install();
    page.clock().setSystemTime("2026-11-28T12:00:00Z");
    var tab = Tab.at(page, site.uri());
    tab.login("anna", ScriptedServer.PASSWORD);
    return tab;
  }

  /** Only the clock of the wall has gone on: the other one stands while the machine sleeps. */
  @Test
  void fetch_afterASleep_isNotSentWithTheOldToken(BrowserContext browser) {
    var tab = sleeper(browser);
    tab.page().clock().setSystemTime("2026-11-28T14:00:00Z");
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(site.calls(ONCE)).hasSize(1);
    assertThat(refreshes()).isOne();
  }

  @Test
  void clock_thatIsWrong_doesNotMatter(BrowserContext browser) {
    var tab = sleeper(browser);
    for (var time : List.of("1999-01-01T00:00:00Z", "2026-11-28T12:00:01Z")) {
      tab.page().clock().setSystemTime(time);
      assertThat(tab.fetch(ANY)).isEqualTo(200);
    }
    assertThat(refreshes()).isZero();
    tab.page().clock().setSystemTime("2038-01-01T00:00:00Z");
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    tab.reload();
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    assertThat(tab.fetch(ANY)).isEqualTo(200);
    assertThat(refreshes()).isEqualTo(2);
  }

  @Test
  void timer_beforeTheEnd_refreshesAPageThatDoesNothing(BrowserContext browser) {
    server.tokensLive(2);
    var tab = signedIn(browser);
    assertThat(tab.heard("refreshed", "username")).isEqualTo("anna");
  }

  @Test
  void refresh_ofManyTabsAtOnce_isOne(BrowserContext browser) {
    var tabs = Stream.concat(Stream.of(signedIn(browser)), others(browser, 3)).toList();
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.fetch(ANY)).isEqualTo(200));
    tokensAt(ANY).forEach(site::refuse);
    var held = site.network().holdAnswer();
    for (var tab : tabs) {
      tab.begin(
          "const all = await Promise.all([1, 2, 3].map(() => auth.fetch('/api/any')));"
              + " return all.every((it) => it.ok);");
    }
    tabs.get(0).page().waitForCondition(() -> site.calls(ANY).size() == 4 + 12);
    held.release();
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.end()).isEqualTo(true));
    assertThat(refreshes()).isOne();
  }

  private Stream<Tab> others(BrowserContext browser, int count) {
    return IntStream.range(0, count).mapToObj(i -> site.open(browser));
  }

  /** Each tab wants a new token many times, and gets it once for all. */
  @Test
  void refresh_threeTabsManyTimes_noReuseAndNobodyIsSignedOut(BrowserContext browser) {
    var tabs = Stream.concat(Stream.of(signedIn(browser)), others(browser, 2)).toList();
    for (int i = 0; i < tabs.size(); i++) {
      tabs.get(i)
          .begin(
              """
              const statuses = {};
              for (let i = 0; i < 50; i++) {
                const { status } = await auth.fetch('/api/once', { headers: { 'X-Tab': '%d' } });
                statuses[status] = (statuses[status] ?? 0) + 1;
              }
              return JSON.stringify(statuses);
              """
                  .formatted(i));
    }
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.end()).isEqualTo("{\"200\":50}"));
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.heard()).doesNotContain("signedout"));
    assertThat(refreshes()).isBetween(49, 120);
  }

  /** The browser lets the lock go, and takes the answer that is still on its way. */
  @Test
  void refresh_tabThatDiesHoldingTheLock_losesNothing(BrowserContext browser) throws Exception {
    var dying = signedIn(browser);
    var other = site.open(browser);
    assertThat(other.username()).isEqualTo("anna");
    dying.fetch(ONCE);
    var held = site.network().holdAnswer();
    dying.begin("await auth.fetch('/api/once')");
    held.await();
    other.begin("return (await auth.fetch('/api/once')).status");
    other.page().waitForCondition(() -> other.locks().equals("1 held, 1 pending"));
    dying.close();
    other.page().waitForCondition(() -> other.locks().equals("1 held, 0 pending"));
    other.run("await fetch('/api/any')"); // behind what the client may have sent at once
    held.release();
    assertThat(other.end()).isEqualTo(200);
    assertThat(refreshes()).isEqualTo(2);
    assertThat(other.heard()).doesNotContain("signedout");
  }

  @Test
  void refresh_requestsThatDoNotArrive_areSentAgain(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network().dropRequests(3);
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  @Test
  void refresh_answersThatAreLost_areAskedForWithinTheRetryWindow(BrowserContext browser)
      throws IOException {
    var forgiving = ScriptedServer.withRetryWindow();
    try (var other = Site.start(forgiving)) {
      var tab = signedIn(other, browser);
      tab.fetch(ONCE);
      other.network().loseAnswers(3);
      var start = System.nanoTime();
      assertThat(tab.fetch(ONCE)).isEqualTo(200);
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(FIRST_PAUSE, RETRY_WINDOW);
      assertThat(tab.heard()).containsExactly("signedin", "refreshed");
      assertThat(forgiving.reused()).isZero();
    }
  }

  @Test
  void refresh_answerThatIsCutOff_isAskedForAgain(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network()
        .change(
            reply ->
                Reply.of(200, "application/json", "{\"access_to")
                    .with("Set-Cookie", reply.headers().getFirst("Set-Cookie")));
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  @Test
  void refresh_serverAway_waitsAsToldAndSignsNobodyOut(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network().answer(1, ScriptedServer.problem(503, "unavailable").with("Retry-After", "2"));
    var start = System.nanoTime();
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(2_000);
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  @Test
  void refresh_serverThatStarts_isWaitedFor(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network().answer(2, Reply.of(404, "text/html", "<h1>Not found</h1>"));
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  /** A proxy, a captive portal: they know nothing of the session. */
  @Test
  void refresh_refusalThatIsNotCountersigns_signsNobodyOut(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network().answer(1, Reply.of(401, "text/html", "<h1>Log in to the hotel</h1>"));
    assertThat(tab.text("return await auth.fetch('/api/once').catch((it) => it.code)"))
        .isEqualTo("refused");
    assertThat(tab.fetch(ONCE)).isEqualTo(200);
    assertThat(tab.heard()).containsExactly("signedin", "refreshed");
  }

  @Test
  void refresh_refused_signsAllTabsOutWithTheReason(BrowserContext browser) {
    var tabs = Stream.concat(Stream.of(signedIn(browser)), others(browser, 2)).toList();
    tabs.forEach(Tab::username);
    server.endAll("password_change");
    tabs.get(1).fetch(ONCE);
    assertThat(tabs.get(1).fetch(ONCE)).isEqualTo(401);
    for (var tab : tabs) {
      assertThat(tab.heard("signedout", "reason")).isEqualTo("password_change");
      assertThat(tab.username()).isEqualTo("null");
    }
    assertThat(refreshes()).isOne();
  }

  @Test
  void logout_isSeenInAllTabs_andALateAnswerBringsNothingBack(BrowserContext browser)
      throws Exception {
    var tabs = Stream.concat(Stream.of(signedIn(browser)), others(browser, 1)).toList();
    tabs.forEach(Tab::username);
    tabs.get(1).fetch(ONCE);
    var held = site.network().holdAnswer();
    tabs.get(1).begin("return (await auth.fetch('/api/once')).status");
    held.await();
    tabs.get(0).begin("await auth.logout()");
    assertThat(tabs.get(1).heard("signedout", "reason")).isEqualTo("logout");
    held.release();
    tabs.get(0).end();
    assertThat(tabs.get(1).end()).isEqualTo(401);
    for (var tab : tabs) {
      assertThat(tab.username()).isEqualTo("null");
      assertThat(tab.heard()).containsExactly("signedin", "signedout");
    }
    tabs.get(0).reload();
    assertThat(tabs.get(0).username()).isEqualTo("null");
  }

  /** The user does not wait for a server that is away. */
  @Test
  void logout_whileARefreshWaits_endsTheWait(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    site.network().answer(1, ScriptedServer.problem(503, "unavailable").with("Retry-After", "20"));
    tab.begin("return await auth.fetch('/api/once').catch((it) => it.code)");
    tab.page().waitForCondition(() -> site.network().isQuiet());
    tab.run("await auth.logout()");
    assertThat(tab.end()).isEqualTo("signed_out");
  }

  @Test
  void login_inOneTab_isSeenInAll(BrowserContext browser) {
    var first = site.open(browser);
    var second = site.open(browser);
    assertThat(second.username()).isEqualTo("null");
    first.login("anna", ScriptedServer.PASSWORD);
    assertThat(second.heard("signedin", "username")).isEqualTo("anna");
    first.login("ben", ScriptedServer.PASSWORD);
    second.page().waitForFunction("() => heard.at(-1).username === 'ben'");
    assertThat(second.heard()).containsExactly("signedin", "signedin");
  }

  @Test
  void token_goesToNoOtherOrigin_unlessTold(BrowserContext browser) throws IOException {
    try (var foreign = Site.start(server)) {
      var cors =
          Reply.of(200, "text/plain", "yes")
              .with("Access-Control-Allow-Origin", "*")
              .with("Access-Control-Allow-Headers", "authorization");
      foreign.answer("/api/foreign", cors);
      var address = foreign.uri() + "api/foreign";
      site.answer("/api/leave", Reply.empty(307).with("Location", address));
      var tab = signedIn(browser);
      assertThat(tab.fetch(address)).isEqualTo(200);
      assertThat(tab.fetch("/api/leave")).isEqualTo(200);
      assertThat(foreign.calls("/api/foreign"))
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(call -> assertThat(call.token()).isEmpty());
      assertThat(site.calls("/api/leave").get(0).token()).isPresent();
      tab.run("await connect({ origins: ['%s'] }).fetch('%s')".formatted(foreign.uri(), address));
      assertThat(foreign.calls("/api/foreign"))
          .anySatisfy(it -> assertThat(it.token()).isPresent());
    }
  }

  /** Under another context root, or behind a proxy on another path. */
  @Test
  void base_isWhereTheModuleCameFrom_orAsTold(BrowserContext browser) {
    var tab = site.open(browser);
    tab.run(
        """
        const { Countersign: Other } = await import('/sso/auth/client/countersign.js');
        for (const auth of [new Other(), new Countersign({ base: '/sso/auth' })]) {
          await auth.login({ username: 'anna', password: 'right' });
          await auth.logout();
        }
        """);
    assertThat(site.calls("/sso/auth/login")).hasSize(2);
    assertThat(site.calls("/sso/auth/logout")).hasSize(2);
  }

  @Test
  void anotherOrigin_ofTheSameSite_isAdmittedByCors(BrowserContext browser) throws IOException {
    try (var app = Site.start(server)) {
      site.admit(app);
      var tab = app.open(browser);
      tab.run("globalThis.auth = connect({ base: '%sauth' })".formatted(site.uri()));
      tab.login("anna", ScriptedServer.PASSWORD);
      for (int i = 0; i < 3; i++) {
        assertThat(tab.fetch(ONCE)).isEqualTo(200);
      }
      tab.run("await auth.reauthenticate('right')");
      tab.run("await auth.logout()");
      assertThat(tab.username()).isEqualTo("null");
      assertThat(app.calls(REFRESH)).isEmpty();
      assertThat(refreshes()).isEqualTo(2);
      assertThat(site.calls("/auth/logout")).hasSize(1);
    }
  }

  @Test
  void fetch_withAnAuthorizationOfItsOwn_isLeftAsItIs(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.run("await auth.fetch('%s', { headers: { Authorization: 'Basic x' } })".formatted(ANY));
    assertThat(tokensAt(ANY)).containsExactly("Basic x");
  }

  @Test
  void fetch_abortedWhileItWaits_isAborted(BrowserContext browser) throws Exception {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    var held = site.network().holdAnswer();
    tab.run("globalThis.controller = new AbortController()");
    tab.begin(
        "return await auth.fetch('/api/once', { signal: controller.signal })"
            + ".catch((it) => it.name)");
    held.await();
    tab.run("controller.abort()");
    assertThat(tab.end()).isEqualTo("AbortError");
    held.release();
  }

  @Test
  void insufficient_passwordShown_requestGoesOn(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.run(
        """
        globalThis.asked = 0;
        auth.addEventListener('insufficient', ({ detail }) => {
          asked++;
          detail.waitUntil(auth.reauthenticate('right'));
        });
        """);
    site.answer("/api/pay", Reply.empty(401).with("WWW-Authenticate", PASSWORD_WANTED));
    tab.fetch(ANY);
    assertThat(tab.fetch("/api/pay")).isEqualTo(401);
    assertThat(tokensAt("/api/pay")).hasSize(2).doesNotHaveDuplicates();
    assertThat(tab.heard("insufficient", "maxAge")).isEqualTo("300");
    assertThat(tab.heard("insufficient", "url")).endsWith("/api/pay");
    tab.run("await Promise.all([1, 2, 3].map(() => auth.fetch('/api/pay')))");
    assertThat(tab.text("return asked")).isEqualTo("2");
    assertThat(refreshes()).isZero();
  }

  @Test
  void insufficient_passwordShownMeanwhile_isAskedForNoMore(BrowserContext browser) {
    var tab = signedIn(browser);
    site.answer("/api/pay", Reply.empty(401).with("WWW-Authenticate", PASSWORD_WANTED));
    tab.run(
        """
        const answerOf = globalThis.fetch;
        globalThis.fetch = async (request) => {
          const answer = await answerOf(request);
          if (request.url.endsWith('/api/pay') && !globalThis.isShown) {
            globalThis.isShown = true;
            await auth.reauthenticate('right');
          }
          return answer;
        };
        """);
    assertThat(tab.fetch("/api/pay")).isEqualTo(401);
    assertThat(tokensAt("/api/pay")).hasSize(2).doesNotHaveDuplicates();
    assertThat(tab.heard()).doesNotContain("insufficient");
  }

  @Test
  void insufficient_nobodyAnswersOrWrongPassword_isTheCallersRefusal(BrowserContext browser) {
    var tab = signedIn(browser);
    site.answer("/api/pay", Reply.empty(401).with("WWW-Authenticate", PASSWORD_WANTED));
    assertThat(tab.fetch("/api/pay")).isEqualTo(401);
    assertThat(site.calls("/api/pay")).hasSize(1);
    tab.run(
        "auth.addEventListener('insufficient',"
            + " ({ detail }) => detail.waitUntil(auth.reauthenticate('wrong')))");
    assertThat(tab.fetch("/api/pay")).isEqualTo(401);
    assertThat(site.calls("/api/pay")).hasSize(2);
    assertThat(site.calls("/auth/reauthenticate")).hasSize(1);
  }

  @Test
  void token_isInNoPlaceThatLasts(BrowserContext browser) {
    var tab = signedIn(browser);
    tab.fetch(ONCE);
    tab.fetch(ONCE);
    assertThat(Kept.by(tab)).doesNotContain("e30.").isEqualTo(Kept.NOTHING);
  }
}
