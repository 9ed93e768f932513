package io.countersign.auth.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An expression of PromQL, as far as it names metrics, labels and functions.
 *
 * @param text the expression
 */
record Expression(String text) {

  /** What Prometheus adds to each series that it reads. */
  private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

  private static final Set<String> FUNCTIONS =
      Set.of("histogram_quantile", "increase", "max", "min", "rate", "sum");

  /** Words that are neither, and the metric that Prometheus itself makes. */
  private static final Set<String> OTHERS = Set.of("and", "or", "unless", "up");

  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\s*\\(");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.])([a-zA-Z_]\\w*+)(?!\\s*\\()\\s*(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern ALTERNATIVE = Pattern.compile("\\|");

  /** What it names and nobody shows; empty where all is well. */
  List<String> unknown(ExposedMetrics metrics) {
    var withoutRanges = RANGE.matcher(text).replaceAll("");
    var bare = GROUPING.matcher(withoutRanges).replaceAll(" ");
    var selectors =
        SELECTOR.matcher(bare).results().filter(it -> !OTHERS.contains(it.group(1))).toList();
    var functions = FUNCTION.matcher(bare).results().map(it -> it.group(1));
    var labels = GROUPING.matcher(withoutRanges).results().flatMap(Expression::names);
    return Stream.of(
            functions.filter(it -> !FUNCTIONS.contains(it)).map("the function "::concat),
            selectors.stream().flatMap(it -> unknown(it, metrics.labels())),
            labels.filter(it -> !isLabel(it, selectors, metrics)).map("the label "::concat))
        .flatMap(it -> it)
        .toList();
  }

  private static Stream<String> unknown(
      MatchResult selector, Map<String, Map<String, Set<String>>> metrics) {
    var labels = metrics.get(selector.group(1));
    if (labels == null) {
      return Stream.of("the metric " + selector.group(1));
    }
    return MATCHER
        .matcher(Objects.requireNonNullElse(selector.group(2), ""))
        .results()
        .filter(it -> !LABELS_OF_PROMETHEUS.contains(it.group(1)))
        .filter(
            it ->
                !labels
                    .getOrDefault(it.group(1), Set.of())
                    .containsAll(ALTERNATIVE.splitAsStream(it.group(2)).toList()))
        .map(it -> selector.group(1) + "{" + it.group() + "}");
  }

  private static Stream<String> names(MatchResult grouping) {
    return COMMA.splitAsStream(grouping.group(1)).map(String::strip).filter(it -> !it.isEmpty());
  }

  private static boolean isLabel(String name, List<MatchResult> selectors, ExposedMetrics metrics) {
    return LABELS_OF_PROMETHEUS.contains(name)
        || selectors.stream()
            .map(it -> metrics.labels().getOrDefault(it.group(1), Map.of()))
            .anyMatch(labels -> labels.containsKey(name));
  }
}
