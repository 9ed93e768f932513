package io.countersign.auth.monitoring;

import java.util.List;
import java.util.stream.Stream;

/** What alert rules and dashboard name of the metrics. */
public final class WatchedMetrics {

  private WatchedMetrics() {}

  /**
   * What they name and a server does not show; empty where all is well.
   *
   * @param metrics what the server answers, in the text format of Prometheus
   */
  public static List<String> missingIn(String metrics) {
    var shown = ExposedMetrics.read(metrics);
    return Stream.concat(
            AlertRules.shipped().stream().map(AlertRules.Alert::expression),
            Dashboard.expressions().stream())
        .flatMap(expression -> expression.unknown(shown).stream())
        .distinct()
        .toList();
  }
}
