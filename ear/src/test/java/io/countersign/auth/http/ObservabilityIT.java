package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.monitoring.WatchedMetrics;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever runs a server sees of it: metrics, health, the document, the devices' names. */
@EveryServer
class ObservabilityIT {

  private static final String PASSWORD = AuthServer.PASSWORD;

  /**
   * How each server marks an error: WildFly by a word, Payara by another, Open Liberty by a letter.
   */
  private static final Pattern ERROR = Pattern.compile(" ERROR |SEVERE|\\] [0-9a-f]{8} \\S+ +E ");

  private final AuthServer server;
  private final AuthClient client;

  ObservabilityIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  private double metric(String series) {
    return client
        .get("metrics")
        .requireStatus(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  private void requireOneMoreOf(List<String> series, Runnable act) {
    var before = series.stream().map(this::metric).toList();
    act.run();
    for (int i = 0; i < before.size(); i++) {
      assertThat(metric(series.get(i))).as(series.get(i)).isEqualTo(before.get(i) + 1);
    }
  }

  @Test
  void start_logsNoError() {
    assertThat(server.startLog()).contains("io.countersign.auth");
    assertThat(server.startLog().lines().filter(ERROR.asPredicate())).isEmpty();
  }

  @Test
  void metrics_countWhatBecomesOfALogin() {
    var user = client.newUser();
    requireOneMoreOf(
        List.of(
            "countersign_logins_total{outcome=\"accepted\"}",
            "countersign_refreshes_total{outcome=\"accepted\"}",
            "countersign_refreshes_total{outcome=\"reused\"}",
            "countersign_refreshes_total{outcome=\"revoked\"}",
            "countersign_refreshes_total{outcome=\"malformed\"}",
            "countersign_revocations_total{reason=\"reuse\"}"),
        () -> {
          var first = client.login(user).text("refresh_token");
          var second = client.refresh(first).requireStatus(200).text("refresh_token");
          client.refresh(first).requireUnauthorized("token_reused", INVALID_GRANT);
          client.refresh(second).requireStatus(401);
          client.refresh("no token").requireStatus(401);
        });
    requireOneMoreOf(
        List.of("countersign_logins_total{outcome=\"invalid_credentials\"}"),
        () -> client.login(user, "wrong").requireStatus(401));
  }

  @Test
  void metrics_countAndTimeChecks() {
    var tokens = client.login(client.newUser());
    requireOneMoreOf(
        List.of(
            "countersign_revocation_checks_seconds_count{outcome=\"passed\"}",
            "countersign_revocation_checks_seconds_bucket{outcome=\"passed\",le=\"+Inf\"}",
            "countersign_revocation_checks_seconds_count{outcome=\"denied\"}",
            "countersign_revocations_total{reason=\"revoked\"}"),
        () -> {
          client.delete("sessions", tokens.text("access_token")).requireStatus(200);
          client.delete("sessions", tokens.text("access_token")).requireStatus(401);
        });
  }

  @Test
  void metrics_showKeysDenylistAndProcess() {
    assertThat(metric("countersign_keys{state=\"active\"}")).isEqualTo(1);
    assertThat(metric("countersign_key_age_seconds{state=\"active\"}")).isPositive();
    assertThat(metric("countersign_keys_read_age_seconds")).isBetween(0.0, 60.0);
    assertThat(metric("countersign_signing_available")).isEqualTo(1);
    assertThat(metric("countersign_denylist_available")).isEqualTo(1);
    assertThat(metric("process_uptime_seconds")).isPositive();
    var answer = client.get("metrics").requireStatus(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
    assertThat(answer.body()).contains("jvm_memory_used_bytes{").doesNotContain("user-", PASSWORD);
  }

  @Test
  void metrics_haveAllThatAlertsAndDashboardName() {
    var metrics = client.get("metrics").requireStatus(200).body();
    assertThat(WatchedMetrics.missingIn(metrics)).isEmpty();
  }

  @Test
  void metrics_throughAProxy_areForbidden() {
    client.get("metrics", "X-Forwarded-For", "127.0.0.1").requireProblem(403, "forbidden");
    client.get("metrics", "Forwarded", "for=127.0.0.1").requireProblem(403, "forbidden");
  }

  @Test
  void health_saysWhatWasAsked() {
    for (String probe : List.of("live", "started")) {
      assertThat(client.get("health/" + probe).requireStatus(200).body())
          .isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    }
    var ready = client.get("health/ready").requireStatus(200);
    assertThat(ready.header("Content-Type")).startsWith("application/json");
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"database\",\"status\":\"UP\"},"
                + "{\"name\":\"signing_key\",\"status\":\"UP\"}]}");
  }

  @Test
  void healthOfTheNode_isForAdministratorsAndSaysMore() {
    client
        .get("admin/health", bearer(client.login(client.newUser()).text("access_token")))
        .requireProblem(403, "forbidden");
    var health =
        client.get("admin/health", bearer(client.administrator())).requireStatus(200).json();
    assertThat(health.getJsonArray("checks"))
        .hasToString(
            "[{\"name\":\"database\",\"status\":\"UP\"},"
                + "{\"name\":\"signing_key\",\"status\":\"UP\"},"
                + "{\"name\":\"denylist\",\"status\":\"UP\"}]");
    assertThat(health.getJsonObject("cleanup").keySet())
        .containsExactlyInAnyOrder("removed", "backlog");
  }

  @Test
  void openapi_isServedAndMayBeKept() {
    var answer = client.get("openapi").requireStatus(200);
    assertThat(answer.header("Content-Type"))
        .startsWith("application/openapi+json")
        .contains("version=3.1");
    assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300");
    assertThat(answer.text("openapi")).isEqualTo("3.1.0");
    assertThat(answer.json().getJsonObject("paths")).containsKeys("/login", "/refresh");
    client.get("openapi", "If-None-Match", answer.header("ETag")).requireStatus(304);
    client.get("openapi", "If-None-Match", "\"other\"").requireStatus(200);
    client.get("openapi", "Accept", "application/json").requireStatus(200);
  }

  private JsonObject onlySession(Answer login) {
    return client
        .get("sessions", bearer(login.text("access_token")))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  @Test
  void session_withoutADeviceName_isNamedAfterTheUserAgent() {
    var login =
        client.login(
            client.newUser(),
            PASSWORD,
            "User-Agent",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");
    assertThat(onlySession(login).getString("device_name")).isEqualTo("Firefox on Windows");
  }

  /** As Brave sends them: its user agent is Chrome's. */
  @Test
  void session_withClientHints_isNamedAfterThem() {
    assertThat(
            nameAfter(
                "\"Chromium\";v=\"142\", \"Brave\";v=\"142\", \"Not_A Brand\";v=\"99\"",
                "\"Linux\""))
        .isEqualTo("Brave on Linux");
  }

  @Test
  void session_withMalformedClientHints_isNamedAfterTheUserAgent() {
    assertThat(nameAfter("\"Brave", "\"Linux\", Linux")).isEqualTo("Chrome on Windows");
  }

  private String nameAfter(String brands, String platform) {
    var login =
        client.login(
            client.newUser(),
            PASSWORD,
            "User-Agent",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/142.0.0.0 Safari/537.36",
            "Sec-CH-UA",
            brands,
            "Sec-CH-UA-Platform",
            platform,
            "Sec-CH-UA-Mobile",
            "?0");
    return onlySession(login).getString("device_name");
  }

  @Test
  void session_withADeviceName_keepsIt() {
    var login =
        client.post(
            "login",
            json("username", client.newUser(), "password", PASSWORD, "device_name", "my desk"),
            "User-Agent",
            "curl/8.5.0");
    assertThat(onlySession(login).getString("device_name")).isEqualTo("my desk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing to see", "((((((((((((((((((((((((((((("})
  void session_ofAnUnknownUserAgent_hasNoName(String userAgent) {
    var login = client.login(client.newUser(), PASSWORD, "User-Agent", userAgent);
    assertThat(onlySession(login).get("device_name")).isEqualTo(JsonValue.NULL);
  }
}
