package io.countersign.auth.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import io.countersign.auth.http.StoredSessions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everybody does in the console. */
@InChromium
@OnWildFly
class ConsoleUserIT {

  private static final String PHONE =
      "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  private static final String OTHER_PASSWORD = "violet kettle drums on tuesday";

  private final AuthServer server;
  private final AuthClient client;
  private final StoredSessions sessions;
  private final String user;

  ConsoleUserIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    client = new AuthClient(server);
    sessions = new StoredSessions(server);
    user = client.newUser();
  }

  private String loginOnPhone() {
    return client.login(user, AuthServer.PASSWORD, "User-Agent", PHONE).text("session_id");
  }

  private void endAsAdministrator(String session, String reason) {
    client
        .delete(
            "admin/sessions/%s?reason=%s"
                .formatted(session, URLEncoder.encode(reason, StandardCharsets.UTF_8)),
            client.administrator())
        .requireStatus(204);
  }

  private String latestSession() {
    return client
        .get("admin/users/" + client.idOf(user) + "/sessions", bearer(client.administrator()))
        .json()
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("id");
  }

  @Test
  void login_wrongThenRight_showsTheDevices(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server);
    tab.field("User name").fill(user);
    tab.field("Password").fill("wrong");
    tab.button("Log in").click();
    tab.requireText("The user name or the password is wrong.");
    tab.requireText("invalid_credentials");
    tab.login(user);
    tab.requireText("This device");
    assertThat(browser.cookies())
        .singleElement()
        .satisfies(it -> assertThat(it.expires).isEqualTo(-1));
    tab.requireNoToken();
    tab.requireNoComplaints();
  }

  @Test
  void login_kept_outlivesTheBrowser(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server);
    tab.page().getByLabel("Keep me signed in").check();
    tab.login(user);
    assertThat(browser.cookies())
        .singleElement()
        .satisfies(it -> assertThat(it.expires).isPositive());
    tab.page().reload();
    tab.requireHeading("Devices");
    tab.button("Log out").click();
    tab.requireText("You are signed out.");
    tab.page().waitForCondition(() -> browser.cookies().isEmpty());
    tab.page().reload();
    tab.requireHeading("Log in");
    tab.requireNoComplaints();
  }

  @Test
  void devices_other_isEndedAndSaidToBe(BrowserContext browser) {
    loginOnPhone();
    var tab = ConsoleTab.open(browser, server).login(user);
    tab.requireText("Firefox on Android");
    tab.button("End: Firefox on Android").click();
    assertThat(tab.dialog()).containsText("Access tokens are refused at once");
    tab.answer("End");
    tab.requireText("Firefox on Android has been signed out.");
    tab.requireText("You, or an application for you, ended this session.");
    assertThat(tab.button("End: Firefox on Android")).hasCount(0);
    tab.requireNoComplaints();
  }

  /** The password is asked for once, and what was begun goes on after it. */
  @Test
  void devices_loginLongAgo_takesThePasswordOnce(BrowserContext browser) throws SQLException {
    loginOnPhone();
    var tab = ConsoleTab.open(browser, server).login(user);
    sessions.ageLogin(latestSession());
    tab.page().reload();
    loginOnPhone();
    tab.button("End all others").click();
    tab.answer("End all others");
    var password = tab.dialog().getByLabel("Password");
    password.fill("wrong");
    tab.answer("Continue");
    assertThat(tab.dialog().last()).containsText("invalid_credentials");
    password.fill(AuthServer.PASSWORD);
    tab.answer("Continue");
    tab.requireText("2 devices have been signed out.");
    loginOnPhone();
    tab.page().reload();
    tab.button("End: Firefox on Android").click();
    tab.answer("End");
    tab.requireText("Firefox on Android has been signed out.");
    tab.requireNoComplaints();
  }

  @Test
  void session_endedByAnAdministrator_isSaidAtTheLogin(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server).login(user);
    endAsAdministrator(latestSession(), "A laptop was stolen.");
    tab.page().reload();
    tab.requireHeading("Log in");
    tab.requireText("An administrator ended this session.");
    tab.requireText("A laptop was stolen.");
    tab.login(user);
    tab.requireText("An administrator ended this session.");
    tab.requireNoComplaints();
  }

  /** The page that is open learns it with its next request. */
  @Test
  void session_endedWhileThePageIsOpen_leadsToTheLogin(BrowserContext browser) {
    loginOnPhone();
    var tab = ConsoleTab.open(browser, server).login(user);
    endAsAdministrator(latestSession(), "Over.");
    tab.button("End: Firefox on Android").click();
    tab.answer("End");
    tab.requireHeading("Log in");
    tab.requireText("Over.");
    tab.requireNoComplaints();
  }

  /** The access token is still good for what is not sensitive, but the user is told. */
  @Test
  void session_endedElsewhere_isSaidWhenAPageIsTurned(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server).login(user);
    var other = ConsoleTab.open(browser, server);
    other.requireHeading("Devices");
    endAsAdministrator(latestSession(), "Gone.");
    tab.link("Activity").click();
    for (var each : List.of(tab, other)) {
      each.requireHeading("Log in");
      each.requireText("Gone.");
      each.requireNoComplaints();
    }
  }

  @Test
  void logout_inOneTab_isSeenInTheOther(BrowserContext browser) {
    var one = ConsoleTab.open(browser, server).login(user);
    var other = ConsoleTab.open(browser, server);
    other.requireHeading("Devices");
    one.button("Log out").click();
    other.requireHeading("Log in");
    one.requireNoComplaints();
    other.requireNoComplaints();
  }

  @Test
  void notMe_endsAllOthersAndLeadsToThePassword(BrowserContext browser) {
    loginOnPhone();
    var tab = ConsoleTab.open(browser, server).login(user);
    tab.go("activity", "Activity");
    tab.page().getByText("This wasn’t me").first().click();
    tab.answer("End all others");
    tab.requireHeading("Password");
    tab.requireText("All your other devices are signed out.");
    tab.field("Current password").fill(AuthServer.PASSWORD);
    tab.field("New password").fill("12345678");
    tab.requireText("Weak: easy to guess");
    tab.button("Change the password").click();
    tab.requireText("invalid_request");
    tab.field("New password").fill(OTHER_PASSWORD);
    tab.requireText("Very good");
    tab.button("Change the password").click();
    tab.requireHeading("Devices");
    tab.requireText("The password has been changed.");
    tab.requireNoToken();
    tab.button("Log out").click();
    tab.requireHeading("Log in");
    tab.login(user, OTHER_PASSWORD);
    tab.requireNoComplaints();
  }

  @Test
  void keyboard_alone_isEnough(BrowserContext browser) {
    loginOnPhone();
    var tab = ConsoleTab.open(browser, server);
    assertThat(tab.field("User name")).isFocused();
    var keyboard = tab.page().keyboard();
    keyboard.type(user);
    keyboard.press("Tab");
    keyboard.type(AuthServer.PASSWORD);
    keyboard.press("Enter");
    tab.requireHeading("Devices");
    var end = tab.button("End: Firefox on Android");
    end.focus();
    keyboard.press("Enter");
    assertThat(tab.dialog()).isVisible();
    keyboard.press("Escape");
    assertThat(end).isFocused();
    tab.link("Activity").focus();
    keyboard.press("Enter");
    tab.requireHeading("Activity");
    assertThat(tab.page().locator("h1")).isFocused();
    tab.requireNoComplaints();
  }

  /** Its addresses are relative, those of the client and of the interface as well. */
  @Test
  void console_behindAProxyOnAnotherPath_isTheSame(BrowserContext browser) throws IOException {
    try (var proxy = PathProxy.start(server.baseUri())) {
      var tab = ConsoleTab.open(browser, proxy.uri().resolve("console"));
      tab.login(user);
      assertThat(tab.page().url()).startsWith(proxy.uri() + "console/");
      tab.link("Activity").click();
      tab.requireText("Logged in");
      tab.requireNoComplaints();
    }
  }

  @Test
  void language_german_isChosenAndKept(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server);
    tab.page().getByLabel("Language").selectOption("de");
    tab.requireHeading("Anmelden");
    tab.page().reload();
    tab.requireHeading("Anmelden");
    assertThat(tab.page().locator("html"))
        .hasAttribute("lang", "de", new LocatorAssertions.HasAttributeOptions());
    tab.requireNoComplaints();
  }
}
