package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user learns of what happened to her account. */
@EveryServer
class OwnEventsIT {

  private final AuthClient client;
  private final String username;

  OwnEventsIT(AuthServer server) {
    client = new AuthClient(server);
    username = client.newUser();
  }

  private List<JsonObject> events(String query, String token) {
    return client
        .get("events?" + query, bearer(token))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  @Test
  void events_areOnesOwn_withoutIdsAndAddressesOfOthers() {
    var admin = client.administrator();
    var ended = client.login(username);
    client.login(username, "wrong").requireStatus(401);
    client
        .delete("admin/sessions/" + ended.text("session_id") + "?reason=Lost.", admin)
        .requireStatus(204);
    var token = client.login(username).text("access_token");
    var id = client.idOf(username);
    var events = events("limit=4", token);
    assertThat(events)
        .extracting(it -> it.getString("type") + " " + it.getString("actor", "nobody"))
        .containsExactly(
            "login self", "session_revoked administrator", "login_failed nobody", "login self");
    assertThat(events).allSatisfy(it -> assertThat(it.getString("user_id")).isEqualTo(id));
    assertThat(events.get(1)).doesNotContainKey("ip");
    assertThat(events.get(1).getJsonObject("detail").getString("note")).isEqualTo("Lost.");
    assertThat(events.get(2)).containsKey("ip");
    assertThat(events.toString()).doesNotContain(client.idOf("admin"));
  }

  @Test
  void events_ofAnotherUsersSession_areNone() {
    var others = client.login(client.newUser()).text("session_id");
    var own = client.login(username);
    assertThat(events("session_id=" + others, own.text("access_token"))).isEmpty();
    assertThat(events("session_id=" + own.text("session_id"), own.text("access_token"))).hasSize(1);
  }

  @Test
  void events_filteredAndPaged() {
    client.login(username);
    client.login(username, "wrong").requireStatus(401);
    var token = client.login(username).text("access_token");
    var first = client.get("events?type=login&limit=1", bearer(token)).requireStatus(200).json();
    assertThat(first.getJsonArray("items")).hasSize(1);
    var rest = events("type=login&cursor=" + first.getString("next_cursor"), token);
    assertThat(rest).hasSize(1);
    assertThat(events("from=2199-01-01T00:00:00Z", token)).isEmpty();
    assertThat(events("until=2020-01-01T00:00:00Z", token)).isEmpty();
  }

  @Test
  void events_malformedQuery_isNamed() {
    var token = client.login(username).text("access_token");
    for (var query :
        List.of(
            "type=LOGIN",
            "session_id=x",
            "from=now",
            "until=2026-13-01T00:00:00Z",
            "limit=201",
            "cursor=x",
            "user_id=" + client.idOf(username),
            "after=0")) {
      var answer = client.get("events?" + query, bearer(token));
      assertThat(answer.requireProblem(400, "invalid_request").text("detail"))
          .contains("\"" + query.substring(0, query.indexOf('=')) + "\"");
    }
    client.get("events").requireUnauthorized("malformed_token", "Bearer");
  }
}
