package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many events there were, by type and time. */
@EveryServer
class StatisticsIT {

  private final AuthServer server;
  private final AuthClient client;
  private final String admin;

  StatisticsIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
    admin = client.administrator();
  }

  private JsonObject statistics(String query) {
    return client.get("admin/statistics?" + query, bearer(admin)).requireStatus(200).json();
  }

  private static List<JsonObject> items(JsonObject statistics) {
    return statistics.getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private static int sum(JsonObject statistics, String type) {
    return items(statistics).stream()
        .mapToInt(it -> it.getJsonObject("counts").getInt(type, 0))
        .sum();
  }

  @Test
  void statistics_byDefault_areADayByHours() {
    var statistics = statistics("");
    assertThat(statistics.keySet()).containsExactly("from", "until", "step", "items");
    var from = Instant.parse(statistics.getString("from"));
    assertThat(from.plus(Duration.ofDays(1))).isEqualTo(statistics.getString("until"));
    assertThat(statistics.getString("step")).isEqualTo("PT1H");
    assertThat(items(statistics)).hasSize(24);
    assertThat(items(statistics).get(1).getString("at"))
        .isEqualTo(from.plusSeconds(3600).toString());
  }

  /** Other tests log in at the same time, so only the least of it is known. */
  @Test
  void statistics_countByTypeAndStep() {
    var before = statistics("");
    var username = client.newUser();
    client.login(username);
    client.login(username);
    client.login(username, "wrong").requireStatus(401);
    var query = "from=" + before.getString("until") + "&step=PT10S";
    var after = statistics(query);
    assertThat(sum(after, "login")).isGreaterThanOrEqualTo(2);
    assertThat(sum(after, "login_failed")).isPositive();
    assertThat(sum(after, "key_deleted")).isZero();
    var nothing = statistics("from=2001-01-01T00:00:00Z&until=2001-01-01T00:00:03Z&step=PT2S");
    assertThat(items(nothing)).hasSize(2).allMatch(it -> it.getJsonObject("counts").isEmpty());
  }

  /** Each node adds its number once a minute; here it is added as a node adds it. */
  @Test
  void statistics_refreshes_areOfTheMinutesOfEachStep() throws SQLException {
    try (var connection = server.database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into refresh_count (minute, refreshes) values
            ('2031-01-01T00:00:00Z', 3), ('2031-01-01T00:59:00Z', 4), ('2031-01-01T02:00:00Z', 5)
          """);
    }
    var counted = statistics("from=2031-01-01T00:00:00Z&until=2031-01-01T04:00:00Z");
    assertThat(items(counted)).extracting(it -> it.getInt("refreshes")).containsExactly(7, 0, 5, 0);
  }

  @Test
  void statistics_malformedOrTooMuch_isNamed() {
    for (var query :
        List.of(
            "from=x",
            "until=2026-02-30T00:00:00Z",
            "step=1h",
            "step=PT0S",
            "step=PT0.5S",
            "step=-PT1H",
            "step=P1M",
            "step=P367D",
            "step=PT9999999999999999H",
            "step=PT1M&from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z",
            "step=PT1S&from=0001-01-01T00:00:00Z",
            "from=2199-01-01T00:00:00Z",
            "from=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z",
            "type=login")) {
      var answer = client.get("admin/statistics?" + query, bearer(admin));
      assertThat(answer.requireProblem(400, "invalid_request").text("detail"))
          .as(query)
          .contains("\"" + query.substring(0, query.indexOf('=')) + "\"");
    }
    statistics("step=P366D&from=0001-01-01T00:00:00Z&until=0900-01-01T00:00:00Z");
    statistics("step=PT1.5S&from=2026-01-01T00:00:00Z&until=2026-01-01T00:25:00Z");
  }
}
