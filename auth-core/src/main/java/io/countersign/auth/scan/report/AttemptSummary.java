package io.countersign.auth.scan.report;

import io.countersign.auth.scan.report.Attempt.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was tried on a service, a line for each rule: {@code CS-LIVE-ALG-NONE 14 refused}. */
final class AttemptSummary {

  private AttemptSummary() {}

  static List<String> lines(List<Attempt> attempts) {
    List<String> lines = new ArrayList<>();
    section("Tried:", attempts.stream().filter(it -> !isOmitted(it)), lines);
    section("Not tried:", attempts.stream().filter(AttemptSummary::isOmitted), lines);
    return lines;
  }

  private static boolean isOmitted(Attempt attempt) {
    return attempt.outcome() == Outcome.NOT_TRIED;
  }

  private static void section(String title, Stream<Attempt> attempts, List<String> lines) {
    Map<String, List<Attempt>> byRule =
        attempts.collect(
            Collectors.groupingBy(it -> it.rule().id(), LinkedHashMap::new, Collectors.toList()));
    if (!byRule.isEmpty()) {
      lines.add(title);
      byRule.forEach((rule, all) -> lines.add("  %-26s  %s".formatted(rule, outcomes(all))));
    }
  }

  private static String outcomes(List<Attempt> attempts) {
    if (isOmitted(attempts.get(0))) {
      return attempts.stream().map(Attempt::detail).distinct().collect(Collectors.joining("; "));
    }
    return Stream.of(Outcome.values())
        .filter(outcome -> count(attempts, outcome) > 0)
        .map(outcome -> count(attempts, outcome) + " " + outcome.label())
        .collect(Collectors.joining(", "));
  }

  private static long count(List<Attempt> attempts, Outcome outcome) {
    return attempts.stream().filter(it -> it.outcome() == outcome).count();
  }
}
