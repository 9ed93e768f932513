package io.countersign.auth.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.architecture.Document;
import io.countersign.auth.monitoring.AlertRules.Alert;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Alert rules, dashboard and the pages for operators name what there is. */
class MonitoringTest {

  private static final ExposedMetrics METRICS = ExposedMetrics.ofANode();
  private static final String RUNBOOKS = "docs/operating.md#";

  static List<Alert> alerts() {
    return AlertRules.shipped();
  }

  static List<Expression> panels() {
    return Dashboard.expressions();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_namesMetricsThatAreShown(Alert alert) {
    assertThat(alert.expression().unknown(METRICS)).isEmpty();
    assertThat(alert.severity()).isIn("critical", "warning");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_leadsToItsRunbook(Alert alert) {
    assertThat(alert.runbook()).startsWith(RUNBOOKS);
    assertThat(Document.anchors(OperatorsPages.text("operating.md")))
        .contains(alert.runbook().substring(RUNBOOKS.length()));
  }

  @Test
  void alerts_areThoseOfThePage() {
    assertThat(OperatorsPages.firstCells(OperatorsPages.text("operating.md"), "Alarms"))
        .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
  }

  @ParameterizedTest
  @MethodSource("panels")
  void panel_namesMetricsAndLabelsThatAreShown(Expression expression) {
    assertThat(expression.unknown(METRICS)).isEmpty();
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
        "countersign_logins_total{result=\"accepted\"}",
        "sum by (reason) (countersign_logins_total)",
        "summ(countersign_logins_total)",
        "up == 0 and countersign_down"
      })
  void unknown_misspeltInAnyPlace_isFound(String expression) {
    assertThat(new Expression(expression).unknown(METRICS)).hasSize(1);
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
