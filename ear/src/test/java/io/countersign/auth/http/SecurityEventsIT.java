package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The security events as an administrator reads them, and as the server's log has them. */
@EveryServer
class SecurityEventsIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  private final AuthServer server;
  private final AuthClient client;
  private final String admin;

  SecurityEventsIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
    admin = client.administrator();
  }

  private List<JsonObject> events(String filter) {
    return client
        .get("admin/events?" + filter, bearer(admin))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  /** The lines of JSON that name a session, without what the server's log puts before them. */
  private List<JsonObject> logged(String session) throws IOException {
    return Files.readAllLines(server.log()).stream()
        .filter(line -> line.contains("\"session_id\":\"" + session + "\""))
        .map(line -> parse(line.substring(line.indexOf('{'))))
        .toList();
  }

  private static JsonObject parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Test
  void started_isListedWithItsSettingsAndNoPassword() {
    var started = events("type=started");
    assertThat(started).hasSize(1);
    var event = started.get(0);
    assertThat(event.getString("actor")).isEqualTo("system");
    assertThat(event.getJsonObject("detail").getString("issuer")).isEqualTo(server.issuer());
    assertThat(event.getJsonObject("detail"))
        .containsKeys("audience", "access-token.ttl", "refresh-token.ttl", "denylist");
    assertThat(event.toString()).doesNotContain(PASSWORD, server.database().password());
  }

  @Test
  void login_isOneLineOfTheLog_asItIsListed() throws IOException {
    var login = client.login(client.newUser());
    var session = login.text("session_id");
    var listed = events("session_id=" + session);
    assertThat(listed).hasSize(1);

    var logged = logged(session);
    assertThat(logged).hasSize(1);
    for (var field : List.of("at", "type", "user_id", "session_id", "actor", "ip", "detail")) {
      assertThat(logged.get(0).get(field)).as(field).isEqualTo(listed.get(0).get(field));
    }
  }

  @Test
  void log_hasNeitherPasswordsNorTokens() throws IOException {
    var user = client.newUser();
    var login = client.login(user);
    client.login(user, "a password of somebody else").requireStatus(401);
    client.refresh(login.text("refresh_token")).requireStatus(200);
    client.refresh(login.text("refresh_token")).requireStatus(401);

    var log = Files.readString(server.log());
    assertThat(log).contains("\"type\":\"token_reused\"", "\"type\":\"login_failed\"");
    assertThat(log)
        .doesNotContain(
            PASSWORD,
            server.database().password(),
            "a password of somebody else",
            login.text("refresh_token"),
            login.text("access_token"));
  }
}
