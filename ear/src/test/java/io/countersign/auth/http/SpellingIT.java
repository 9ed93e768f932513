package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What looks alike is alike: passwords and names as other systems type them, and addresses. */
@EveryServer
class SpellingIT {

  private static final String COMPOSED = "viol\u00e9t k\u00e4ttle drums";
  private static final String DECOMPOSED = "viole\u0301t ka\u0308ttle drums";

  private final AuthClient client;
  private final String admin;
  private final String name = "anna-" + UUID.randomUUID();

  SpellingIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
  }

  private Answer create(String username, String password) {
    return client.post(
        "admin/users", json("username", username, "password", password), bearer(admin));
  }

  @Test
  void login_passwordTypedElsewhere_isTheSame() {
    create(name, COMPOSED).requireStatus(201);
    client.login(name, DECOMPOSED).requireStatus(200);
    client.login(name, COMPOSED.replace(' ', '\u00a0')).requireStatus(200);
    client.login(name, COMPOSED.toUpperCase(Locale.ROOT)).requireStatus(401);
    var login = client.login(name, DECOMPOSED).requireStatus(200);
    client
        .post(
            "password",
            json("current_password", DECOMPOSED, "new_password", DECOMPOSED + " on tuesday"),
            bearer(login.text("access_token")))
        .requireStatus(200);
    client.login(name, COMPOSED + " on tuesday").requireStatus(200);
  }

  @Test
  void login_nameWithSpacesAround_isTheSame() {
    create(name, COMPOSED).requireStatus(201);
    for (var typed : List.of(name + " ", " " + name, name + "\u00a0", "\u2003" + name + "\u3000")) {
      assertThat(client.me(client.login(typed, COMPOSED).requireStatus(200).text("access_token")))
          .extracting(me -> me.text("upn"))
          .isEqualTo(name);
    }
  }

  @Test
  void create_twin_isRefused() {
    create(name, COMPOSED).requireStatus(201);
    for (var twin : List.of(name + " ", "\u00a0" + name, name + "\u200b", "\ufeff" + name)) {
      create(twin, COMPOSED).requireProblem(409, "conflict");
    }
    for (var hidden : List.of("\u200b", "\u200d", "\u00ad", "\u2060", "\u3164", "\u1680")) {
      var twin = name.substring(0, 2) + hidden + name.substring(2);
      assertThat(create(twin, COMPOSED).requireProblem(400, "invalid_request").text("detail"))
          .contains("\"username\"");
    }
  }

  @Test
  void addresses_ofIpv6_areWrittenAsRfc5952Has() {
    create(name, COMPOSED).requireStatus(201);
    var login =
        client
            .login(name, COMPOSED, "X-Forwarded-For", "2001:DB8:0:0:0:0:0:0F1")
            .requireStatus(200);
    assertThat(
            client
                .get("sessions", bearer(login.text("access_token")))
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("ip"))
        .isEqualTo("2001:db8::f1");
    assertThat(
            client
                .get("admin/events?session_id=" + login.text("session_id"), bearer(admin))
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("ip"))
        .isEqualTo("2001:db8::f1");
  }
}
