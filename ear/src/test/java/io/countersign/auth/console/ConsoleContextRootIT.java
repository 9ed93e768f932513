package io.countersign.auth.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of an EAR whose {@code application.xml} names another context root. */
@InChromium
class ConsoleContextRootIT {

  private static final String ROOT = "/sso/login";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  private Path elsewhere() throws IOException {
    var ear = Files.copy(build.ear(), folder.resolve("countersign.ear"));
    try (var content = FileSystems.newFileSystem(ear)) {
      var descriptor = content.getPath("META-INF/application.xml");
      var text = Files.readString(descriptor);
      assertThat(text).contains("<context-root>/auth</context-root>");
      Files.write(descriptor, text.replace("root>/auth<", "root>" + ROOT + "<").getBytes(UTF_8));
    }
    return ear;
  }

  private WildFlyServer start(ServerSettings settings, URI base) throws IOException {
    var server =
        WildFlyServer.start(build, settings, List.of(elsewhere()), base.resolve("health/ready"));
    server.awaitReady(Duration.ofMinutes(2), waited -> {});
    return server;
  }

  @Test
  void console_atAnotherContextRoot_worksAsEver(BrowserContext browser) throws IOException {
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var local =
          ServerSettings.local(folder.resolve("wildfly"), database, Secrets.masterKey(folder));
      var base = URI.create("http://localhost:" + local.httpPort() + ROOT + "/");
      var settings =
          local
              .with("COUNTERSIGN_ISSUER", "http://localhost:" + local.httpPort() + ROOT)
              .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", AuthServer.PASSWORD);
      try (var server = start(settings, base)) {
        assertThat(server.isReady()).isTrue();
        var tab = ConsoleTab.open(browser, base.resolve("console/")).login("admin");
        assertThat(browser.cookies())
            .singleElement()
            .satisfies(cookie -> assertThat(cookie.path).isEqualTo(ROOT));
        tab.page().reload(); // by the cookie
        tab.requireHeading("Devices");
        tab.requireText("This device");
        tab.go("statistics", "Statistics");
        assertThat(tab.page().locator("cs-chart .u-over").first()).isVisible();
        tab.link("Token inspector").click();
        tab.requireHeading("Token inspector");
        tab.field("Token").fill("eyJhbGciOiJub25lIn0.e30.");
        tab.requireText("Header");
        tab.page().goBack();
        tab.button("Log out").click();
        tab.requireHeading("Log in");
        tab.requireNoComplaints();
        tab.page().navigate(base.resolve("console").toString()); // without the slash
        tab.requireHeading("Log in");
      }
    }
  }
}
