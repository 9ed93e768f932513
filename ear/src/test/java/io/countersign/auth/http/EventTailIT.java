package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program of an administrator follows the events by polling. */
@EveryServer
class EventTailIT {

  private final AuthClient client;
  private final String admin;
  private String after;

  EventTailIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
    after =
        client
            .get("admin/events?limit=1", bearer(admin))
            .requireStatus(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("id");
  }

  /** One page, after which the place has moved on. */
  private List<JsonObject> next(int limit) {
    var page =
        client
            .get("admin/events?after=" + after + "&limit=" + limit, bearer(admin))
            .requireStatus(200)
            .json();
    after = page.getString("next_cursor");
    return page.getJsonArray("items").getValuesAs(JsonObject.class);
  }

  @Test
  void tail_hasEachEventOnceInOrder() {
    var username = client.newUser();
    var sessions = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      sessions.add(client.login(username).text("session_id"));
    }
    var followed = new ArrayList<JsonObject>();
    var end = Instant.now().plusSeconds(60); // other transactions may hold events back for a moment
    while (!sessionsOf(followed).containsAll(sessions) && Instant.now().isBefore(end)) {
      followed.addAll(next(2));
    }
    assertThat(sessionsOf(followed)).containsSubsequence(sessions);
    assertThat(followed).extracting(it -> it.getString("id")).doesNotHaveDuplicates();
  }

  private static List<String> sessionsOf(List<JsonObject> events) {
    return events.stream()
        .filter(it -> it.getString("type").equals("login"))
        .map(it -> it.getString("session_id"))
        .toList();
  }

  @Test
  void tail_nothingNew_staysWhereItIs() {
    var last = Long.toString(Long.MAX_VALUE);
    after = last;
    assertThat(next(50)).isEmpty();
    assertThat(after).isEqualTo(last);
    after = "0";
    assertThat(next(1)).hasSize(1);
    assertThat(after).isNotEqualTo("0");
  }

  @Test
  void tail_malformedOrWithAnythingElse_isNamed() {
    for (var query :
        List.of(
            "after=",
            "after=-1",
            "after=x",
            "after=1.5",
            "after=99999999999999999999",
            "after=9223372036854775808",
            "after=%D9%A1",
            "after=0&type=login",
            "after=0&user_id=" + client.idOf("admin"),
            "after=0&from=2026-01-01T00:00:00Z",
            "after=0&until=2026-01-01T00:00:00Z",
            "after=0&session_id=" + client.idOf("admin"),
            "after=0&cursor=MA",
            "after=0&after=1")) {
      var answer = client.get("admin/events?" + query, bearer(admin));
      assertThat(answer.requireProblem(400, "invalid_request").text("detail"))
          .as(query)
          .contains("\"after\"");
    }
    var limit = client.get("admin/events?after=0&limit=0", bearer(admin));
    assertThat(limit.requireProblem(400, "invalid_request").text("detail")).contains("\"limit\"");
  }
}
