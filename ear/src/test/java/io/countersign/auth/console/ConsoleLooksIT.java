package io.countersign.auth.console;

import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import io.countersign.auth.server.Build;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How every page looks, light and dark, wide and narrow: axe finds nothing, nothing is wider than
 * 320 pixels, and {@code target/console} has a picture of each.
 */
@InChromium
@OnWildFly
class ConsoleLooksIT {

  private static final List<String> DEVICES =
      List.of(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
              + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
              + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");

  private static final int WIDE = 1280;
  private static final int NARROW = 320;

  private final AuthServer server;
  private final AuthClient client;
  private final Path pictures = Build.ofThisModule().folder().resolve("console");

  ConsoleLooksIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    client = new AuthClient(server);
  }

  /** The pages of a user of whom there is something to see, who is made. */
  private Map<String, String> pages(String user) {
    var administrator = AuthClient.bearer(client.administrator());
    var id =
        client
            .post(
                "admin/users",
                "{\"username\":\"%s\",\"password\":\"%s\",\"roles\":[\"auth-admin\",\"editor\"]}"
                    .formatted(user, AuthServer.PASSWORD),
                administrator)
            .requireStatus(201)
            .text("id");
    var ended = "";
    for (var device : DEVICES) {
      var login = client.login(user, AuthServer.PASSWORD, "User-Agent", device).requireStatus(200);
      var next = client.refresh(login.text("refresh_token")).requireStatus(200);
      client.refresh(next.text("refresh_token")).requireStatus(200);
      ended = login.text("session_id");
    }
    var stolen = client.login(user, AuthServer.PASSWORD, "User-Agent", DEVICES.get(1));
    client.refresh(stolen.text("refresh_token")).requireStatus(200);
    client.refresh(stolen.text("refresh_token")).requireStatus(401);
    client
        .delete(
            "admin/sessions/" + ended + "?reason=A%20tablet%20was%20found%20on%20the%20train.",
            client.administrator())
        .requireStatus(204);
    client.post("login", json("username", user, "password", "wrong")).requireStatus(401);
    var pages = new LinkedHashMap<String, String>();
    pages.put("devices", "devices");
    pages.put("activity", "activity");
    pages.put("password", "password");
    pages.put("sessions", "sessions?user_id=" + id + "&state=all");
    pages.put("session", "session/" + stolen.text("session_id"));
    pages.put("users", "users");
    pages.put("user", "user/" + id);
    pages.put("events", "events?user_id=" + id);
    pages.put("statistics", "statistics");
    pages.put("keys", "keys");
    pages.put("health", "health");
    pages.put("scan", "scan");
    return pages;
  }

  @Test
  void everyPage_isAccessibleAndFits(BrowserContext browser) {
    var user = "sophie-" + UUID.randomUUID().toString().substring(0, 4);
    var pages = pages(user);
    var context = fresh(browser);
    var tab = ConsoleTab.open(context, server);
    tab.page().addInitScript(Axe.SOURCE);
    tab.page().reload();
    tab.requireHeading("Log in");
    look(tab, "login");
    tab.login(user);
    pages.forEach(
        (name, address) -> {
          tab.page().navigate(server.baseUri() + "console/#/" + address);
          settle(tab.page(), name);
          look(tab, name);
        });
    tab.page().navigate(server.baseUri() + "console/#/devices");
    tab.page().getByText("End all others").click();
    look(tab, "dialog");
    tab.requireNoComplaints();
    context.close();
  }

  @Test
  void inspector_isAccessibleAndFits(BrowserContext browser) {
    var context = fresh(browser);
    var tab = ConsoleTab.open(context, server.baseUri().resolve("console/inspector"));
    tab.page().addInitScript(Axe.SOURCE);
    tab.page().reload();
    tab.requireHeading("Token inspector");
    look(tab, "inspector-empty");
    tab.field("Token").fill(client.administrator());
    tab.requireText("The signature is valid");
    look(tab, "inspector");
    tab.requireNoComplaints();
    context.close();
  }

  /** Without motion, so that pictures are of a page at rest. */
  private static BrowserContext fresh(BrowserContext browser) {
    return browser
        .browser()
        .newContext(
            new Browser.NewContextOptions()
                .setReducedMotion(ReducedMotion.REDUCE)
                .setUserAgent(
                    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .setViewportSize(WIDE, 800));
  }

  /** Waits until the page has what it asks for. */
  private static void settle(Page page, String name) {
    page.waitForFunction("(tag) => document.querySelector(tag)?.state === 'ready'", "cs-" + name);
  }

  private void look(ConsoleTab tab, String name) {
    var page = tab.page();
    for (var scheme : ColorScheme.values()) {
      if (scheme == ColorScheme.NO_PREFERENCE) {
        continue;
      }
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {WIDE, NARROW}) {
        page.setViewportSize(width, 800);
        assertThat(Axe.violations(page)).as("%s, %s, %d", name, scheme, width).isEmpty();
        assertThat(tab.text("() => document.documentElement.scrollWidth"))
            .as("the width of %s", name)
            .isEqualTo(String.valueOf(width));
        var file =
            "%s-%s-%s.png"
                .formatted(
                    name,
                    scheme.name().toLowerCase(Locale.ROOT),
                    width == WIDE ? "wide" : "narrow");
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(pictures.resolve(file))
                .setFullPage(!name.equals("dialog")));
      }
    }
    page.setViewportSize(WIDE, 800);
  }
}
