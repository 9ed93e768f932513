package io.countersign.auth.scan.report;

import io.countersign.auth.scan.report.Verdict.Outcome;
import io.countersign.auth.scan.report.Verdict.Reason;
import io.countersign.auth.scan.token.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports for people: each token by itself, or of many what they have in common. */
final class TextReport {

  /** Beyond, tokens are not told one by one. */
  private static final int FEW = 20;

  private static final int PLACES = 3;
  private static final String RESET = "\u001b[0m";

  private final boolean colour;
  private final StringBuilder text = new StringBuilder();

  TextReport(boolean colour) {
    this.colour = colour;
  }

  /** One report without colour. */
  static String plain(ScanReport report) {
    TextReport writer = new TextReport(false);
    writer.report(report);
    return writer.text.toString();
  }

  /** All reports and a summary. */
  String of(ScanResults results) {
    if (results.reports().size() <= FEW) {
      results.reports().forEach(this::report);
    } else {
      kinds(results.reports());
      rules(results.reports());
      verdicts(results.reports());
    }
    line(summary(results));
    return text.toString();
  }

  private void report(ScanReport report) {
    line(report.subject() + ": " + report.description());
    for (Finding finding : report.findings()) {
      RuleInfo rule = finding.rule();
      line("  " + label(rule.severity()) + "  " + rule.id() + ": " + rule.title());
      String member = finding.location().member();
      line("            " + (member.isEmpty() ? "" : member + ": ") + finding.evidence());
      line("            Why: " + rule.why());
      line("            Fix: " + rule.fix());
      if (!rule.references().isEmpty()) {
        line("            See: " + names(rule.references()));
      }
    }
    if (report.findings().isEmpty()) {
      line("  No findings.");
    }
    report.verdicts().forEach(this::verdict);
    AttemptSummary.lines(report.attempts()).forEach(it -> line("  " + it));
    line("");
  }

  /** Of many tokens: of which kinds they are. */
  private void kinds(List<ScanReport> reports) {
    Map<String, Long> byKind =
        reports.stream()
            .collect(
                Collectors.groupingBy(
                    ScanReport::description, LinkedHashMap::new, Collectors.counting()));
    byKind.forEach((kind, count) -> line("  %5d  %s".formatted(count, kind)));
  }

  private static String names(List<Reference> references) {
    return references.stream().map(Reference::name).collect(Collectors.joining(", "));
  }

  private void verdict(Verdict verdict) {
    String reasons =
        verdict.reasons().stream()
            .map(reason -> reason.text() + " (" + reason.basis().label() + ")")
            .collect(Collectors.joining("; "));
    line("  %-15s  %-9s  %s".formatted(verdict.verifier(), verdict.outcome().label(), reasons));
  }

  /** Of many tokens: which rules found how much, and where first. */
  private void rules(List<ScanReport> reports) {
    Map<RuleInfo, List<Finding>> byRule =
        reports.stream()
            .flatMap(report -> report.findings().stream())
            .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
    byRule.entrySet().stream()
        .sorted((one, other) -> other.getKey().severity().compareTo(one.getKey().severity()))
        .forEach(
            entry -> {
              RuleInfo rule = entry.getKey();
              line("  " + label(rule.severity()) + "  " + rule.id() + ": " + rule.title());
              line(
                  "            " + entry.getValue().size() + " times: " + places(entry.getValue()));
              line("            Fix: " + rule.fix());
            });
  }

  private static String places(List<Finding> findings) {
    String first =
        findings.stream()
            .limit(PLACES)
            .map(it -> it.location().toString())
            .collect(Collectors.joining(", "));
    return findings.size() > PLACES ? first + ", …" : first;
  }

  /** Of many tokens: how many each verifier accepts, and why not the others. */
  private void verdicts(List<ScanReport> reports) {
    Map<String, List<Verdict>> byVerifier =
        reports.stream()
            .flatMap(report -> report.verdicts().stream())
            .collect(
                Collectors.groupingBy(Verdict::verifier, LinkedHashMap::new, Collectors.toList()));
    byVerifier.forEach(
        (verifier, all) -> {
          List<Verdict> others =
              all.stream().filter(it -> it.outcome() != Outcome.ACCEPTED).toList();
          String reasons =
              others.stream()
                  .flatMap(it -> it.reasons().stream())
                  .map(Reason::text)
                  .distinct()
                  .limit(PLACES)
                  .collect(Collectors.joining("; "));
          line(
              "  %-15s  accepts %d of %d  %s"
                  .formatted(verifier, all.size() - others.size(), all.size(), reasons));
        });
  }

  private static String summary(ScanResults results) {
    long keySets = results.count(TokenKind.KEY_SET);
    long services = results.count(TokenKind.SERVICE);
    long tokens = results.reports().size() - keySets - services;
    List<String> subjects = new ArrayList<>();
    if (tokens > 0 || services == 0) {
      subjects.add(counted(tokens, "token"));
    }
    if (keySets > 0) {
      subjects.add(counted(keySets, "key set"));
    }
    if (services > 0) {
      subjects.add(counted(services, "service"));
    }
    String severities =
        Stream.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO)
            .map(it -> results.count(it) + " " + it.label())
            .collect(Collectors.joining(", "));
    String known = results.known() == 0 ? "" : "; " + results.known() + " known, not shown";
    return String.join(" and ", subjects) + ": " + severities + known;
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private String label(Severity severity) {
    String label = "%-8s".formatted(severity.name().toUpperCase(Locale.ROOT));
    return colour ? ansi(severity) + label + RESET : label;
  }

  private static String ansi(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "\u001b[1;31m";
      case HIGH -> "\u001b[31m";
      case MEDIUM -> "\u001b[33m";
      case LOW -> "\u001b[36m";
      case INFO -> "\u001b[2m";
    };
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
