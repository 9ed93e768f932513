package io.countersign.auth.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SecurityEvent;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Alert rules, dashboard and the pages for operators name what there is. */
class MonitoringTest {

  private static final ExposedMetrics METRICS = ExposedMetrics.ofANode();

  private static final Pattern VARIABLE_QUERY = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String RUNBOOKS = "docs/operating.md#";

  /** Of an alert rule. */
  record Alert(String name, String expression, String severity, String runbook) {}

  static List<Alert> alerts() throws IOException {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var yaml = Files.readString(Path.of("src/monitoring/countersign-alerts.yaml"));
    Map<String, Object> file = new Yaml(new SafeConstructor(options)).load(yaml);
    return list(file, "groups")
        .flatMap(group -> list(group, "rules"))
        .map(MonitoringTest::alert)
        .toList();
  }

  private static Alert alert(Map<String, Object> rule) {
    return new Alert(
        String.valueOf(rule.get("alert")),
        String.valueOf(rule.get("expr")),
        String.valueOf(map(rule, "labels").get("severity")),
        String.valueOf(map(rule, "annotations").get("runbook")));
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> list(Map<String, Object> of, String name) {
    return ((List<Map<String, Object>>) of.getOrDefault(name, List.of())).stream();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> of, String name) {
    return (Map<String, Object>) of.getOrDefault(name, Map.of());
  }

  /** Each query of the dashboard. */
  static List<JsonObject> queries() throws IOException {
    var queries =
        dashboard().getJsonArray("panels").stream()
            .map(JsonValue::asJsonObject)
            .flatMap(panel -> panel.getJsonArray("targets").stream())
            .map(JsonValue::asJsonObject)
            .toList();
    assertThat(queries).hasSizeGreaterThan(10);
    return queries;
  }

  private static JsonObject dashboard() throws IOException {
    try (var file = Files.newBufferedReader(Path.of("src/monitoring/countersign-dashboard.json"));
        var reader = Json.createReader(file)) {
      return reader.readObject();
    }
  }

  private static List<String> unknown(String expression) {
    return new Expression(expression).unknown(METRICS);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_namesMetricsThatAreShown(Alert alert) {
    assertThat(unknown(alert.expression())).isEmpty();
    assertThat(alert.severity()).isIn("critical", "warning");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_leadsToItsRunbook(Alert alert) {
    assertThat(alert.runbook()).startsWith(RUNBOOKS);
    assertThat(OperatorsPages.anchors(OperatorsPages.text("operating.md")))
        .contains(alert.runbook().substring(RUNBOOKS.length()));
  }

  @Test
  void alerts_areThoseOfThePage() throws IOException {
    assertThat(OperatorsPages.firstCells(OperatorsPages.text("operating.md"), "Alarms"))
        .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void panel_namesMetricsAndLabelsThatAreShown(JsonObject query) {
    var expression = query.getString("expr");
    assertThat(unknown(expression)).isEmpty();
    assertThat(LEGEND.matcher(query.getString("legendFormat")).results())
        .allSatisfy(
            label ->
                assertThat(unknown("sum by (" + label.group(1) + ") (" + expression + ")"))
                    .isEmpty());
  }

  @Test
  void dashboard_asksForVariables_byMetricsThatAreShown() throws IOException {
    JsonArray variables = dashboard().getJsonObject("templating").getJsonArray("list");
    assertThat(variables.getValuesAs(JsonObject.class))
        .filteredOn(variable -> variable.getString("type").equals("query"))
        .isNotEmpty()
        .allSatisfy(
            variable -> {
              var query = VARIABLE_QUERY.matcher(variable.getString("definition"));
              assertThat(query.matches()).isTrue();
              assertThat(unknown("sum by (" + query.group(2) + ") (" + query.group(1) + ")"))
                  .isEmpty();
            });
  }

  /** The JVM's own are Micrometer's to name. */
  @Test
  void metrics_areThoseOfThePage() {
    assertThat(OperatorsPages.firstCells(OperatorsPages.text("monitoring.md"), "Metrics"))
        .containsExactlyInAnyOrderElementsOf(
            METRICS.labels().keySet().stream()
                .filter(name -> name.startsWith("countersign_"))
                .map(name -> name.replaceFirst("_seconds_(?:bucket|count|sum|max)$", "_seconds"))
                .distinct()
                .toList());
  }

  @Test
  void events_areThoseOfThePage() {
    assertThat(OperatorsPages.firstCells(OperatorsPages.text("revocation.md"), "Security events"))
        .containsExactlyElementsOf(
            Stream.of(SecurityEvent.Type.values()).map(SecurityEvent.Type::code).toList());
  }

  @Test
  void commands_askForPathsThatThereAre() {
    assertThat(OperatorsPages.unknownRequests(OperatorsPages.text("operating.md"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "countersign_logins",
        "rate(countersign_loginz_total[5m]) > 0",
        "countersign_logins_total{outcome=\"acepted\"}",
        "countersign_refreshes_total{outcome=~\"reused,device\"}",
        "countersign_logins_total{result=\"accepted\"}",
        "sum by (reason) (countersign_logins_total)",
        "summ(countersign_logins_total)",
        "up == 0 and countersign_down"
      })
  void unknown_misspeltInAnyPlace_isFound(String expression) {
    assertThat(unknown(expression)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admin $A/admin/sessionz",
        "admin -X PATCH $A/admin/sessions",
        "admin \"$A/admin/users/$ANNA/session\"",
        "admin $A/admin/logout-all"
      })
  void unknownRequests_otherPathOrMethod_isFound(String command) {
    assertThat(OperatorsPages.unknownRequests("    " + command)).hasSize(1);
  }
}
