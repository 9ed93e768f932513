package io.countersign.auth.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The inspector takes tokens apart, and nothing of them leaves the browser. */
@InChromium
@OnWildFly
class ConsoleInspectorIT {

  private static final String HOSTILE =
      """
      {"iss":"<img src=x onerror=pwned=1>","sub":"</script><script>pwned=2</script>",
       "exp":1e300,"iat":"${pwned=3}","<svg onload=pwned=4>":["\\u003cimg src=x onerror=pwned=5>"],
       "__proto__":{"a":1},"constructor":"x","toString":"y","aud":null}
      """;

  private final AuthServer server;
  private final AuthClient client;

  ConsoleInspectorIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    client = new AuthClient(server);
  }

  private ConsoleTab open(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server.baseUri().resolve("console/inspector"));
    tab.requireHeading("Token inspector");
    return tab;
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @Test
  void token_ofThisServer_isExplainedAndVerified(BrowserContext browser) {
    var token = client.login(client.newUser()).text("access_token");
    var tab = open(browser);
    tab.field("Token").fill("Bearer " + token);
    tab.requireText("The signature is valid");
    tab.requireText("When it expires");
    tab.requireText("in 15 minutes");
    var verdicts = tab.page().locator("section").last().locator("tbody tr");
    assertThat(verdicts).hasCount(5);
    assertThat(verdicts.first()).containsText("take it");
    assertThat(verdicts.nth(2)).containsText("take it");
    tab.requireNoComplaints();
  }

  @Test
  void token_changed_isNotVerified(BrowserContext browser) {
    var parts = client.login(client.newUser()).text("access_token").split("\\.", -1);
    var tab = open(browser);
    var payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    tab.field("Token")
        .fill(parts[0] + "." + part(payload.replace("\"exp\":1", "\"exp\":2")) + "." + parts[2]);
    tab.requireText("The signature is not valid.");
    assertThat(tab.page().locator("section").last().locator("tbody tr").first())
        .containsText("refuse it");
    tab.field("Token").fill(part("{\"alg\":\"none\"}") + "." + parts[1] + ".");
    tab.requireText("RS256 and ES256 alone");
    tab.field("Token").fill(part("{\"alg\":\"RS256\",\"kid\":\"x\"}") + "." + parts[1] + ".AA");
    tab.requireText("no key of this kid");
    tab.requireNoComplaints();
  }

  @Test
  void text_thatIsNoToken_isSaidToBeNone(BrowserContext browser) {
    var tab = open(browser);
    for (var text :
        List.of("a", "a.b.c.d.e", "!.b.c", part("[]") + ".e30.", "e30." + part("{") + ".")) {
      tab.field("Token").fill(text);
      assertThat(tab.page().locator(".notice.bad").first()).isVisible();
      tab.field("Token").fill("");
      tab.requireText("The parts of the token will be here.");
    }
    tab.requireNoComplaints();
  }

  @Test
  void claims_hostile_stayText(BrowserContext browser) {
    var tab = open(browser);
    tab.field("Token")
        .fill(part("{\"alg\":\"<img src=x onerror=pwned=6>\"}") + "." + part(HOSTILE) + ".AA");
    tab.requireText("<img src=x onerror=pwned=1>");
    tab.requireText("</script><script>pwned=2</script>");
    tab.requireNoComplaints();
  }

  /** The browser itself refuses every connection. */
  @Test
  void page_withAToken_connectsToNobody(BrowserContext browser) {
    var tab = open(browser);
    var requests = new ArrayList<String>();
    var answers = new ArrayList<String>();
    var failures = new ArrayList<String>();
    tab.page().onRequest(it -> requests.add(it.url()));
    tab.page().onResponse(it -> answers.add(it.url()));
    tab.page().onRequestFailed(it -> failures.add(it.failure()));
    tab.field("Token").fill(client.administrator());
    tab.requireText("The signature is valid");
    assertThat(requests).isEmpty();
    for (var way :
        List.of(
            "fetch('/auth/me')",
            "new Promise((yes, no) => { const it = new XMLHttpRequest(); it.onload = yes;"
                + " it.onerror = no; it.open('GET', '/auth/me'); it.send(); })",
            "new Promise((yes, no) => { const it = new WebSocket('ws://localhost:1');"
                + " it.onopen = yes; it.onerror = no; })")) {
      assertThat(
              tab.text(
                  "async () => { try { await %s; return 'sent'; } catch { return 'refused'; } }"
                      .formatted(way)))
          .isEqualTo("refused");
    }
    tab.page().evaluate("() => navigator.sendBeacon('/auth/me')");
    assertThat(answers).isEmpty();
    assertThat(failures).isNotEmpty().containsOnly("csp");
  }

  @Test
  void scan_isOfAnotherPage(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server).login(client.newUser());
    tab.go("scan", "Scan a token");
    tab.field("Token").fill("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.");
    tab.button("Scan on this server").click();
    tab.requireText("critical");
    tab.field("Token")
        .fill("eyJhbGciOiJub25lIn0.eyJzdWIiOiI8aW1nIHNyYz14IG9uZXJyb3I9cHduZWQ9MT4ifQ.");
    tab.button("Scan on this server").click();
    tab.requireText("What to do:");
    tab.requireNoComplaints();
  }
}
