package io.countersign.auth.cli;

import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.report.Reference;
import io.countersign.auth.scan.report.RuleInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of a scan as a table.
 *
 * @param rules in the table's order
 */
record RuleTable(List<RuleInfo> rules) {

  /** Every rule, those of running services last. */
  static RuleTable all() {
    return new RuleTable(
        Stream.concat(TokenScanner.rules().stream(), LiveScanner.rules().stream()).toList());
  }

  /** Columns that line up. */
  String text() {
    TextTable table = new TextTable().row("RULE", "SEVERITY", "FINDS", "SEE");
    rules.forEach(
        rule -> table.row(rule.id(), rule.severity().label(), rule.title(), references(rule)));
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString();
  }

  /** A table for docs/scanner.md. */
  String markdown() {
    return rules.stream()
        .map(
            rule ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(rule.id(), rule.severity().label(), rule.title(), references(rule)))
        .collect(
            Collectors.joining("", "| rule | severity | finds | see |\n|---|---|---|---|\n", ""));
  }

  private static String references(RuleInfo rule) {
    return rule.references().stream().map(Reference::name).collect(Collectors.joining(", "));
  }
}
