package io.countersign.auth.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What administrators do in the console. */
@InChromium
@OnWildFly
class ConsoleAdministratorIT {

  private static final String TABLET =
      "Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0";

  private final AuthServer server;
  private final AuthClient client;
  private final String user;

  ConsoleAdministratorIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    client = new AuthClient(server);
    user = client.newUser();
  }

  private ConsoleTab open(BrowserContext browser) {
    return ConsoleTab.open(browser, server).login("admin");
  }

  private String loginOfUser() {
    return client.login(user, AuthServer.PASSWORD, "User-Agent", TABLET).text("session_id");
  }

  private String stateOf(String session) {
    return client.get("admin/sessions/" + session, bearer(client.administrator())).text("state");
  }

  @Test
  void users_withoutTheRole_seeNoAdministration(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server).login(user);
    assertThat(tab.link("Sessions")).hasCount(0);
    tab.go("users", "Users");
    tab.requireText("You may not do this.");
    tab.requireNoComplaints();
  }

  @Test
  void sessions_filtered_areCountedAndPickedOnesEnd(BrowserContext browser) {
    var first = loginOfUser();
    var second = loginOfUser();
    var tab = open(browser);
    tab.link("Sessions").click();
    tab.requireHeading("Sessions");
    tab.field("User").fill(user);
    tab.requireText("2 sessions");
    tab.field("Device").fill("nothing like it");
    tab.requireText("No session is like that.");
    tab.field("Device").fill("firefox");
    tab.requireText("2 sessions");
    tab.page().getByRole(AriaRole.CHECKBOX).first().check();
    tab.button("End one session").click();
    assertThat(tab.dialog()).containsText("until they expire");
    tab.answer("End one session");
    assertThat(tab.dialog()).isVisible(); // a reason is wanted
    tab.answer("End one session", "One of the two.");
    tab.requireText("One session has ended.");
    tab.requireText("1 session");
    assertThat(new String[] {stateOf(first), stateOf(second)})
        .containsExactlyInAnyOrder("active", "ended");
    tab.requireNoComplaints();
  }

  @Test
  void sessions_byCriteria_arePreviewedAndEnd(BrowserContext browser) {
    var first = loginOfUser();
    var second = loginOfUser();
    var tab = open(browser).go("sessions", "Sessions");
    tab.field("User").fill(user);
    tab.requireText("2 sessions");
    tab.button("End all that match …").click();
    assertThat(tab.dialog()).containsText("End all 2 sessions that match?");
    assertThat(tab.dialog()).containsText("User " + user);
    assertThat(stateOf(first)).isEqualTo("active");
    tab.answer("End 2 sessions", "A stolen tablet.");
    tab.requireText("2 sessions have ended.");
    assertThat(stateOf(first)).isEqualTo("ended");
    assertThat(stateOf(second)).isEqualTo("ended");
    tab.requireNoComplaints();
  }

  @Test
  void session_hasItsTimelineAndSaysWhoEndedItAndWhy(BrowserContext browser) {
    var login = client.login(user, AuthServer.PASSWORD, "User-Agent", TABLET);
    var next = client.refresh(login.text("refresh_token")).requireStatus(200);
    var session = login.text("session_id");
    var tab = open(browser).go("session/" + session, "Session on Firefox on Android");
    tab.requireText("once");
    assertThat(tab.page().locator(".events .what"))
        .hasText(new String[] {"Refreshed", "Logged in"});
    assertThat(tab.page().locator("svg.life")).isVisible();
    tab.button("End session").click();
    tab.answer("End session", "It was reported.");
    tab.requireText("An administrator ended this session.");
    tab.requireText("It was reported.");
    client.refresh(next.text("refresh_token"), "X-Forwarded-For", "192.0.2.77").requireStatus(401);
    tab.page().reload();
    assertThat(tab.page().locator(".notice a")).hasText("admin");
    tab.requireText("generation 1 · the session had ended · 192.0.2.77");
    tab.requireText("From another address than the login.");
    tab.requireNoComplaints();
  }

  /** Such an end is an event of the user, and of none of the sessions. */
  @Test
  void session_endedWithAllOthers_hasItsEndInTheTimeline(BrowserContext browser) {
    var session = loginOfUser();
    client
        .delete(
            "admin/users/" + client.idOf(user) + "/sessions?reason=All+of+them",
            client.administrator())
        .requireStatus(200);
    var tab = open(browser).go("session/" + session, "Session on Firefox on Android");
    assertThat(tab.page().locator(".events .what")).hasText(new String[] {"Ended", "Logged in"});
    assertThat(tab.page().locator(".events a")).hasText("admin");
    tab.requireNoComplaints();
  }

  /** The user may be typing, and the token is replaced now and then. */
  @Test
  void users_newerToken_leavesThePageAsItIs(BrowserContext browser) {
    var tab = open(browser).go("users", "Users");
    tab.field("Name begins with").fill(user);
    assertThat(tab.page()).hasURL(Pattern.compile(".*prefix=" + user));
    tab.text(
        """
        async () => {
          const { session } = await import(document.querySelector('script[type=module]').src
              .replace('main.js', 'session.js'));
          session.become({ ...session.who });
        }
        """);
    assertThat(tab.field("Name begins with")).isFocused();
    assertThat(tab.field("Name begins with")).hasValue(user);
    tab.requireNoComplaints();
  }

  @Test
  void session_reused_showsTheAlarm(BrowserContext browser) {
    var login = client.login(user);
    client.refresh(login.text("refresh_token")).requireStatus(200);
    client.refresh(login.text("refresh_token")).requireStatus(401);
    var tab = open(browser);
    tab.page().navigate(server.baseUri() + "console/#/session/" + login.text("session_id"));
    tab.requireText("Token reused");
    tab.requireText("was used twice");
    assertThat(tab.page().locator(".alarm.bad").first()).isVisible();
    tab.requireNoComplaints();
  }

  @Test
  void user_made_changedDisabledAndDeleted(BrowserContext browser) {
    var name = "made-" + UUID.randomUUID().toString().substring(0, 8);
    var tab = open(browser).go("users", "Users");
    tab.button("New user").click();
    tab.dialog().getByLabel("User name").fill(name);
    tab.dialog().getByLabel("First password").fill("copper lanterns sing");
    tab.dialog().getByLabel("Roles").fill("clerk, editor");
    tab.answer("Make the user");
    tab.requireText(name + " can log in now.");
    tab.field("Name begins with").fill(name);
    assertThat(tab.page().locator("cs-users tbody tr")).hasCount(1);
    tab.link(name).click();
    tab.requireHeading(name);
    tab.requireText("editor");
    tab.field("Roles").fill("clerk");
    tab.button("Save the roles").click();
    tab.requireText("Saved.");
    assertThat(tab.page().getByText("editor")).hasCount(0);
    tab.button("Disable").click();
    tab.answer("Disable", "Left the company.");
    tab.requireText("This user is disabled and cannot log in.");
    client.login(name, "copper lanterns sing").requireStatus(401);
    tab.button("Enable").click();
    tab.answer("Enable", "Came back.");
    assertThat(tab.button("Disable")).isVisible();
    client.login(name, "copper lanterns sing").requireStatus(200);
    tab.page().reload();
    tab.button("End all sessions").click();
    tab.answer("End all sessions", "To be sure.");
    tab.requireText("One session has ended.");
    tab.button("Delete").click();
    tab.answer("Delete", "As asked for.");
    tab.requireHeading("Users");
    tab.requireNoComplaints();
  }

  @Test
  void events_comeByThemselvesAndAreFilteredPausedAndSaved(BrowserContext browser)
      throws IOException {
    var tab = open(browser).go("events", "Events");
    tab.requireText("Live");
    tab.field("Filter").fill(user);
    tab.requireText("No event is like that.");
    loginOfUser();
    tab.requireText("Firefox on Android");
    tab.button("Pause").click();
    tab.requireText("Not live");
    client.login(user, "wrong").requireStatus(401);
    tab.button("Go on").click();
    tab.requireText("wrong name or password");
    var download = tab.page().waitForDownload(() -> tab.button("Save as JSON lines").click());
    var lines = Files.readAllLines(download.path());
    assertThat(lines).hasSize(2).allSatisfy(it -> assertThat(it).startsWith("{\"id\":"));
    tab.link(user).first().click();
    tab.requireHeading(user);
    tab.requireNoComplaints();
  }

  @Test
  void statistics_click_narrowsTheEvents(BrowserContext browser) {
    loginOfUser();
    var tab = open(browser).go("statistics", "Statistics");
    var plot = tab.page().locator("cs-chart .u-over").first();
    assertThat(plot).isVisible();
    var box = plot.boundingBox();
    tab.page().mouse().click(box.x + box.width - 4, box.y + 20);
    tab.requireHeading("Events");
    assertThat(tab.page()).hasURL(Pattern.compile(".*#/events\\?type=login&from=.*&until=.*"));
    tab.requireText("Not live");
    tab.go("statistics", "Statistics");
    tab.button("7 days").click();
    assertThat(tab.button("7 days")).hasAttribute("aria-pressed", "true");
    tab.page().getByText("As a table").first().click();
    assertThat(tab.page().locator("details[open] tbody tr").first()).isVisible();
    tab.requireNoComplaints();
  }

  /** The ring is of all tests, so the requests are answered here, in the server's place. */
  @Test
  void keys_effectIsShownBeforeItIsConfirmed(BrowserContext browser) {
    var tab = open(browser).go("keys", "Keys");
    assertThat(tab.page().locator("svg.keys rect.active").first()).isVisible();
    tab.button("Revoke").first().click();
    assertThat(tab.dialog()).containsText("Verifiers elsewhere may trust it until");
    assertThat(tab.dialog().locator("rect.revoked").first()).isAttached();
    tab.answer("Cancel");
    tab.page()
        .route(
            "**/auth/admin/keys/rotate",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"kid\":\"k\",\"activates_at\":\"2030-01-02T03:04:05Z\"}")));
    tab.button("Rotate").click();
    assertThat(tab.dialog()).containsText("signs");
    tab.answer("Rotate");
    tab.requireText("The next key is published.");
    tab.requireNoComplaints();
  }

  @Test
  void health_showsWhatIsAskedFor(BrowserContext browser) {
    var tab = open(browser).go("health", "Health");
    for (var check : new String[] {"Database", "Signing key", "Denylist"}) {
      tab.requireText(check);
    }
    assertThat(tab.page().getByText("Down", new Page.GetByTextOptions().setExact(true)))
        .hasCount(0);
    tab.requireText("signing.algorithm");
    tab.requireNoToken();
    tab.requireNoComplaints();
  }

  @Test
  void failure_isSaidAndCanBeTriedAgain(BrowserContext browser) {
    var tab = open(browser);
    tab.page().route("**/auth/admin/users?*", Route::abort);
    tab.page().navigate(server.baseUri() + "console/#/users");
    tab.requireText("The server cannot be reached.");
    tab.page().unroute("**/auth/admin/users?*");
    tab.button("Try again").click();
    assertThat(tab.link("admin").first()).isVisible();
  }
}
