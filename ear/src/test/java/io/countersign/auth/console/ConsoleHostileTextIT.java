package io.countersign.auth.console;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;

import com.microsoft.playwright.BrowserContext;
import io.countersign.auth.browser.InChromium;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import io.countersign.auth.http.OnWildFly;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Text that somebody else chose is text, wherever the console shows it. What would be markup would
 * set {@code pwned}, or break the policy; both are complaints.
 */
@InChromium
@OnWildFly
class ConsoleHostileTextIT {

  private static final String ATTACK = "<img src=x onerror=pwned=1><script>pwned=2</script>";
  private static final String TEMPLATE = "${pwned=3}{{pwned=4}}\"'><svg onload=pwned=5>";

  private final AuthServer server;
  private final AuthClient client;

  ConsoleHostileTextIT(AuthServer server, AuthServer forgiving) {
    this.server = server;
    client = new AuthClient(server);
  }

  /** Of the name of a user, of a device and its user agent, of a reason, and of events. */
  @Test
  void text_ofOthers_staysText(BrowserContext browser) {
    var administrator = bearer(client.administrator());
    var name = ATTACK + UUID.randomUUID();
    var user =
        client
            .post(
                "admin/users",
                "{\"username\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                    .formatted(name, AuthServer.PASSWORD, ATTACK),
                administrator)
            .requireStatus(201)
            .text("id");
    var login =
        client
            .post(
                "login",
                json("username", name, "password", AuthServer.PASSWORD, "device_name", ATTACK),
                "User-Agent",
                TEMPLATE)
            .requireStatus(200);
    var session = login.text("session_id");
    var reason = URLEncoder.encode(ATTACK + TEMPLATE, StandardCharsets.UTF_8);
    client
        .delete("admin/sessions/" + session + "?reason=" + reason, client.administrator())
        .requireStatus(204);
    client.login(name, "wrong").requireStatus(401);
    client
        .post(
            "login",
            json("username", name, "password", AuthServer.PASSWORD, "device_name", TEMPLATE))
        .requireStatus(200);

    var tab = ConsoleTab.open(browser, server).login("admin");
    tab.go("user/" + user, name);
    tab.requireText(TEMPLATE);
    tab.go("session/" + session, "Session on " + ATTACK);
    tab.requireText(ATTACK + TEMPLATE);
    tab.go("users?prefix=" + URLEncoder.encode(ATTACK, StandardCharsets.UTF_8), "Users");
    tab.requireText(name);
    tab.go("events?user_id=" + user, "Events");
    tab.requireText(ATTACK + TEMPLATE);
    tab.go("sessions?user_id=" + user + "&state=all", "Sessions");
    tab.requireText(ATTACK);
    tab.button("Log out").click();
    tab.requireHeading("Log in");

    tab.go("devices", "Log in");
    tab.login(name);
    tab.requireText(ATTACK + TEMPLATE);
    tab.requireText(TEMPLATE);
    tab.go("activity", "Activity");
    tab.requireText(ATTACK);
    tab.requireNoComplaints();
  }

  /** Of the address, which somebody may have sent. */
  @Test
  void text_ofTheAddress_staysText(BrowserContext browser) {
    var tab = ConsoleTab.open(browser, server).login("admin");
    var attack = URLEncoder.encode(ATTACK, StandardCharsets.UTF_8).replace("+", "%20");
    for (var path : new String[] {"session/" + attack, "user/" + attack, attack + "/" + attack}) {
      tab.page().navigate(server.baseUri() + "console/#/" + path);
      tab.page().waitForSelector("h1");
    }
    tab.go("events?type=" + attack + "&user_id=" + attack, "Events");
    tab.requireText("This could not be shown.");
    tab.go("users?prefix=" + attack, "Users");
    tab.requireNoComplaints();
  }
}
