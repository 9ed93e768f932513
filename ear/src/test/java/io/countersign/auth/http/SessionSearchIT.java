package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everybody's sessions: found, counted and ended by what they have in common. */
@EveryServer
class SessionSearchIT {

  private final AuthClient client;
  private final StoredSessions stored;
  private final String admin;
  private final String user;
  private final String userId;

  /** A network that no other test is in. */
  private final String address = AuthClient.newAddress();

  private final String network = address.replaceAll("::1$", "::/64");

  SessionSearchIT(AuthServer server) {
    client = new AuthClient(server);
    stored = new StoredSessions(server);
    admin = client.administrator();
    user = client.newUser();
    userId = client.idOf(user);
  }

  private Answer login(String from, String device) {
    return client
        .post(
            "login",
            AuthClient.json(
                "username", user, "password", AuthServer.PASSWORD, "device_name", device),
            "X-Forwarded-For",
            from)
        .requireStatus(200);
  }

  private Answer login() {
    return login(address, "Anna's laptop");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonObject list(String query) {
    return client.get("admin/sessions?" + query, bearer(admin)).requireStatus(200).json();
  }

  private List<String> ids(String query) {
    return list(query).getJsonArray("items").getValuesAs(JsonObject.class).stream()
        .map(session -> session.getString("id"))
        .toList();
  }

  private int count(String query) {
    return client
        .get("admin/sessions/count?" + query, bearer(admin))
        .requireStatus(200)
        .json()
        .getInt("count");
  }

  private void assertFound(String query, Answer... latestFirst) {
    assertThat(ids(query))
        .containsExactly(
            List.of(latestFirst).stream()
                .map(login -> login.text("session_id"))
                .toArray(String[]::new));
    assertThat(count(query)).isEqualTo(latestFirst.length);
  }

  @Test
  void list_byEachCriterion_findsTheSessions() {
    var first = login();
    var elsewhere = login(AuthClient.newAddress(), "Anna's laptop");
    var phone = login(address, "A phone");
    assertFound("user_id=" + userId, phone, elsewhere, first);
    assertFound("ip=" + address, phone, first);
    assertFound("ip=" + encoded(network), phone, first);
    assertFound("device=LAPTOP&user_id=" + userId, elsewhere, first);
    assertFound("device=phone&ip=" + address, phone);
    var created =
        list("user_id=" + userId).getJsonArray("items").getJsonObject(1).getString("created_at");
    assertFound("user_id=" + userId + "&created_after=" + created, phone, elsewhere);
    assertFound("user_id=" + userId + "&created_before=" + created, first);
    assertFound("user_id=" + userId + "&last_used_before=" + created, first);
    client.refresh(first.text("refresh_token")).requireStatus(200);
    assertFound("user_id=" + userId + "&last_used_before=" + created);
  }

  @Test
  void list_session_isShownAsByItself() {
    var login = login();
    var item = list("ip=" + address).getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("id")).isEqualTo(login.text("session_id"));
    assertThat(item.getString("user_id")).isEqualTo(userId);
    assertThat(item.getString("ip")).isEqualTo(address);
    assertThat(item.getString("device_name")).isEqualTo("Anna's laptop");
    assertThat(item.getString("state")).isEqualTo("active");
  }

  @Test
  void list_pageByPage_hasEachOnce() {
    var logins = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      logins.add(0, login().text("session_id"));
    }
    var found = new ArrayList<String>();
    var cursor = "";
    do {
      var page = list("limit=2&ip=" + encoded(network) + cursor);
      page.getJsonArray("items").getValuesAs(JsonObject.class).stream()
          .map(session -> session.getString("id"))
          .forEach(found::add);
      cursor =
          page.get("next_cursor") instanceof JsonString next ? "&cursor=" + next.getString() : "";
    } while (!cursor.isEmpty());
    assertThat(found).isEqualTo(logins);
  }

  @Test
  void list_states_areToldApart() {
    var ended = login();
    client.delete("admin/sessions/" + ended.text("session_id"), admin).requireStatus(204);
    var active = login();
    assertFound("ip=" + address, active);
    assertFound("ip=" + address + "&state=active", active);
    assertFound("ip=" + address + "&state=ended", ended);
    assertFound("ip=" + address + "&state=expired");
    assertFound("ip=" + address + "&state=all", active, ended);
    var item = list("ip=" + address + "&state=ended").getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("ended_reason")).isEqualTo("administrator");
  }

  @Test
  void list_malformed_isRefused() {
    for (var query :
        List.of(
            "user_id=anna",
            "ip=localhost",
            "ip=",
            "ip=192.0.2.7%2F24",
            "ip=0.0.0.0%2F0",
            "ip=192.0.2.0%2F33",
            "device=",
            "device=%00",
            "device=" + "x".repeat(101),
            "created_after=yesterday",
            "created_before=2026-01-01",
            "last_used_before=10000-01-01T00:00:00Z",
            "state=dead",
            "role=user",
            "limit=201",
            "cursor=x",
            "ip=192.0.2.1&ip=192.0.2.2")) {
      client.get("admin/sessions?" + query, bearer(admin)).requireProblem(400, "invalid_request");
    }
    client
        .get("admin/sessions/count?limit=1", bearer(admin))
        .requireProblem(400, "invalid_request");
  }

  private Answer revoke(String body) {
    return client.post("admin/sessions/revoke", body, bearer(admin));
  }

  private void assertRevoked(String body, int matched, int revoked) {
    assertThat(revoke(body).requireStatus(200).json().toString())
        .isEqualTo("{\"matched\":" + matched + ",\"revoked\":" + revoked + "}");
  }

  private List<JsonObject> events() {
    return client
        .get("admin/events?type=sessions_revoked&user_id=" + userId, bearer(admin))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  @Test
  void revoke_dryRun_countsAndEndsNothing() {
    var login = login();
    assertRevoked("{\"ip\":\"" + network + "\",\"dry_run\":true}", 1, 0);
    client.refresh(login.text("refresh_token")).requireStatus(200);
    assertRevoked("{\"ip\":\"" + network + "\",\"dry_run\":false}", 1, 1);
    client.refresh(login.text("refresh_token")).requireProblem(401, "token_reused");
  }

  @Test
  void revoke_network_endsThoseFromThereAndDeniesTheirTokens() {
    var there = List.of(login(), login(), login());
    var elsewhere = login(AuthClient.newAddress(), "Anna's laptop");
    assertRevoked(
        AuthClient.json("ip", network, "user_id", userId, "reason", "A laptop was stolen."), 3, 3);
    for (var login : there) {
      var refused = client.refresh(login.text("refresh_token"));
      refused.requireProblem(401, "token_revoked");
      assertThat(refused.text("ended_reason")).isEqualTo("administrator");
      client.requireDenied(login.text("access_token"));
    }
    client.requireNotDenied(elsewhere.text("access_token"));
    client.refresh(elsewhere.text("refresh_token")).requireStatus(200);
    assertRevoked(AuthClient.json("ip", network), 0, 0);

    assertThat(events()).hasSize(1);
    var event = events().get(0);
    assertThat(event.getString("actor")).isEqualTo(client.idOf("admin"));
    var detail = event.getJsonObject("detail");
    assertThat(detail.getString("reason")).isEqualTo("administrator");
    assertThat(detail.getString("note")).isEqualTo("A laptop was stolen.");
    assertThat(detail.getString("ip")).isEqualTo(network);
    assertThat(detail.getString("matched")).isEqualTo("3");
    assertThat(detail.getString("revoked")).isEqualTo("3");
  }

  /** Three transactions, and one event all the same. */
  @Test
  void revoke_moreThanOneTransactionEnds_isOneEventWithAll() throws SQLException {
    var login = login();
    stored.addTo(login, 1_200);
    assertRevoked(AuthClient.json("user_id", userId), 1_201, 1_201);
    assertThat(count("user_id=" + userId)).isZero();
    client.requireDenied(login.text("access_token"));
    assertThat(events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getJsonObject("detail").getString("revoked")).isEqualTo("1201"));
  }

  @Test
  void revoke_role_endsThoseOfUsersWhoHaveIt() {
    var login = login();
    var role = "role-" + UUID.randomUUID();
    client.giveRole(user, role);
    assertRevoked(AuthClient.json("role", role), 1, 1);
    client.refresh(login.text("refresh_token")).requireProblem(401, "token_revoked");
  }

  /** Like any other: who ends a network does not want to be passed over there. */
  @Test
  void revoke_ownSession_endsAndIsAnswered() {
    var own =
        client
            .login("admin", AuthServer.PASSWORD, "X-Forwarded-For", address)
            .requireStatus(200)
            .text("access_token");
    client
        .post("admin/sessions/revoke", AuthClient.json("ip", address), bearer(own))
        .requireStatus(200);
    client.requireDenied(own);
  }

  @Test
  void revoke_malformed_isRefusedAndEndsNothing() {
    var login = login();
    for (var body :
        List.of(
            "",
            "{}",
            "{\"reason\":\"because\"}",
            "{\"dry_run\":true}",
            "{\"state\":\"all\",\"ip\":\"" + address + "\"}",
            "{\"ip\":\"\"}",
            "{\"ip\":7}",
            "{\"ip\":null}",
            "{\"user_id\":\"anna\"}",
            "{\"device\":\"a\\nb\"}",
            "{\"last_used_before\":\"now\"}",
            "{\"ip\":\"" + address + "\",\"dry_run\":\"no\"}",
            "{\"ip\":\"" + address + "\",\"reason\":\"\"}",
            "{\"ip\":\"" + address + "\",\"reason\":\"two\\nlines\"}",
            "{\"ip\":\"" + address + "\",\"reason\":\"" + "x".repeat(201) + "\"}")) {
      revoke(body).requireProblem(400, "invalid_request");
    }
    client.refresh(login.text("refresh_token")).requireStatus(200);
    assertRevoked(
        AuthClient.json("created_after", Instant.now().plusSeconds(3600).toString()), 0, 0);
  }
}
