package io.countersign.auth.browser;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tabs go on while the server, which has no retry window, is stopped and started under them. */
@InChromium
class ServerRestartIT {

  /** Asks without a pause, with a new token each time, until it is told that it is over. */
  private static final String ASK =
      """
      let away = 0;
      while (!globalThis.isOver) {
        try {
          const { ok } = await auth.fetch('/api/once', { headers: { 'X-Tab': '%d' } });
          if (!ok) throw new Error('not signed in');
        } catch (failure) {
          if (failure.code !== 'unavailable') throw failure;
          away++;
        }
      }
      return away;
      """;

  private static final int SOME = 40;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  private WildFlyServer start(ServerSettings settings) {
    var server = WildFlyServer.start(build, settings);
    server.awaitReady(Duration.ofMinutes(2), waited -> {});
    return server;
  }

  private static List<Tab> open(Site site, BrowserContext browser) {
    var first = site.open(browser);
    first.login("admin", PASSWORD);
    var tabs = List.of(first, site.open(browser), site.open(browser));
    tabs.forEach(tab -> assertThat(tab.username()).isEqualTo("admin"));
    return tabs;
  }

  private static void awaitMoreRefreshes(Site site, Tab tab) {
    var before = site.calls("/auth/refresh").size();
    tab.page().waitForCondition(() -> site.calls("/auth/refresh").size() > before + SOME);
  }

  /** What the statistics have: the first server has handed its number on when it stopped. */
  private static int refreshes(AuthClient client, String[] administrator) {
    return client
        .get("admin/statistics", administrator)
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .mapToInt(it -> it.getInt("refreshes"))
        .sum();
  }

  @Test
  void threeTabs_serverRestarted_noReuseAndNobodyIsSignedOut(BrowserContext browser)
      throws IOException {
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var settings =
          ServerSettings.localLater(folder.resolve("wildfly"), database, Secrets.masterKey(folder))
              .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
      var stopped = start(settings);
      var server = new AuthServer("restarted", settings.baseUri(), database, stopped.log());
      try (var site = Site.start(new Proxied(server))) {
        var tabs = open(site, browser);
        var session = tabs.get(0).text("return (await auth.session()).sessionId");
        IntStream.range(0, tabs.size()).forEach(i -> tabs.get(i).begin(ASK.formatted(i)));
        awaitMoreRefreshes(site, tabs.get(0));

        var stop = System.nanoTime();
        stopped.close();
        try (var restarted = start(settings)) {
          var away = (System.nanoTime() - stop) / 1_000_000;
          awaitMoreRefreshes(site, tabs.get(0));
          tabs.forEach(tab -> tab.run("globalThis.isOver = true"));
          var failed = tabs.stream().mapToInt(tab -> (Integer) tab.end()).sum();
          System.out.printf(
              "Three tabs, the server stopped and started: away for %d ms, %d refreshes in all,"
                  + " %d requests given up%n",
              away, site.calls("/auth/refresh").size(), failed);

          assertThat(tabs).allSatisfy(tab -> assertThat(tab.heard()).doesNotContain("signedout"));
          var client = new AuthClient(server);
          var administrator = bearer(client.login("admin", PASSWORD).text("access_token"));
          var kept = client.get("admin/sessions/" + session, administrator).requireStatus(200);
          assertThat(kept.text("state")).isEqualTo("active");
          assertThat(kept.json().getInt("generation")).isGreaterThan(2 * SOME);
          assertThat(
                  client
                      .get("admin/events?type=token_reused", administrator)
                      .requireStatus(200)
                      .json()
                      .getJsonArray("items"))
              .isEmpty();
          assertThat(refreshes(client, administrator)).isGreaterThan(SOME);
          assertThat(restarted.isReady()).isTrue();
        }
      }
    }
  }
}
