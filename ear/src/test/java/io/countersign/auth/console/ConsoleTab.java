package io.countersign.auth.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.auth.http.AuthServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A tab with the console, which writes down what the browser complains of. */
final class ConsoleTab {

  /** Answers of the interface that a test provokes; a file that is not there is none of them. */
  private static final Pattern REFUSAL =
      Pattern.compile("Failed to load resource: .* status of 4\\d\\d .*");

  private final Page page;
  private final URI base;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private ConsoleTab(Page page, URI base) {
    this.page = page;
    this.base = base;
    page.onConsoleMessage(this::hear);
    page.onPageError(complaints::add);
  }

  /** Opens the console of a server in English. */
  static ConsoleTab open(BrowserContext browser, AuthServer server) {
    return open(browser, server.baseUri().resolve("console/"));
  }

  static ConsoleTab open(BrowserContext browser, URI base) {
    var tab = new ConsoleTab(browser.newPage(), base);
    tab.page.navigate(base.toString());
    return tab;
  }

  private void hear(ConsoleMessage message) {
    var isRefusal =
        REFUSAL.matcher(message.text()).matches() && !message.location().contains("/console/");
    if (List.of("error", "warning").contains(message.type()) && !isRefusal) {
      complaints.add(message.text() + " " + message.location());
    }
  }

  Page page() {
    return page;
  }

  /** Logs in, and waits for the first page. */
  ConsoleTab login(String username) {
    return login(username, AuthServer.PASSWORD);
  }

  ConsoleTab login(String username, String password) {
    begin(username, password);
    requireHeading("Devices");
    return this;
  }

  /** Logs in, on whatever page the address names. */
  void begin(String username, String password) {
    field("User name").fill(username);
    field("Password").fill(password);
    button("Log in").click();
  }

  /** Goes to a page by its address behind the #. */
  ConsoleTab go(String path, String heading) {
    page.navigate(base + "#/" + path);
    requireHeading(heading);
    return this;
  }

  void requireHeading(String heading) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(heading);
  }

  void requireText(String text) {
    assertThat(page.getByText(text).first()).isVisible();
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The dialog that is open. */
  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** Presses a button of the dialog that is open. */
  void answer(String name) {
    dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** Gives a reason, and presses. */
  void answer(String name, String reason) {
    dialog().getByLabel("Reason").fill(reason);
    answer(name);
  }

  String text(String script) {
    return String.valueOf(page.evaluate(script));
  }

  /** No violation of the policy, no error, and nothing that an attacker's markup did. */
  void requireNoComplaints() {
    assertThat(complaints).isEmpty();
    assertThat(text("() => globalThis.pwned")).isEqualTo("null");
  }

  /** Nothing is kept where a later page, or another script, would find a token. */
  void requireNoToken() {
    assertThat(
            text(
                """
                async () => JSON.stringify([
                  document.documentElement.outerHTML, location.href, window.name,
                  { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(),
                  await caches.keys(), document.cookie, history.state,
                ])
                """))
        .doesNotContain("eyJ", "csr_");
  }
}
