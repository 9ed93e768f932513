package io.countersign.auth.monitoring;

import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.web.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /auth/metrics} shows, from the text that it answers.
 *
 * @param labels the values of each label of each metric
 */
record ExposedMetrics(Map<String, Map<String, Set<String>>> labels) {

  private static final Pattern SERIES = Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /**
   * Those of a node as the server wires it. Of the JVM's own there may be more than on a server:
   * WildFly hides a module of Java from its applications.
   */
  static ExposedMetrics ofANode() {
    try (var metrics = new Metrics(Clock.systemUTC());
        var denylist = new EmptyDenylist()) {
      metrics.timed(token -> {});
      metrics.showKeys(List::of);
      metrics.showSigning(() -> true, () -> Duration.ZERO);
      metrics.showDenylist(denylist);
      metrics.showCleanup(Map::of, Map::of);
      return read(metrics.text());
    }
  }

  /** Those of an answer of {@code /auth/metrics}. */
  static ExposedMetrics read(String text) {
    var metrics = new TreeMap<String, Map<String, Set<String>>>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SERIES::matcher)
        .filter(Matcher::matches)
        .forEach(
            series -> {
              var labels = metrics.computeIfAbsent(series.group(1), name -> new HashMap<>());
              LABEL
                  .matcher(Objects.requireNonNullElse(series.group(2), ""))
                  .results()
                  .forEach(
                      pair ->
                          labels
                              .computeIfAbsent(pair.group(1), name -> new TreeSet<>())
                              .add(pair.group(2)));
            });
    return new ExposedMetrics(metrics);
  }

  private static final class EmptyDenylist implements Denylist {

    @Override
    public boolean isDenied(DenylistQuery token) {
      return false;
    }

    @Override
    public void publish() {}

    @Override
    public void maintain() {}

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public void close() {}
  }
}
