package io.countersign.auth.scan.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings that are known and not to fail a run again.
 *
 * <p>A line is a fingerprint and, for people, rule and place. A fingerprint on three lines stands
 * for three findings; the fourth is new. Lines of a file may move, since no fingerprint has them.
 */
public final class Baseline {

  private final Map<String, Integer> known = new HashMap<>();

  private Baseline() {}

  /** Nothing is known. */
  public static Baseline none() {
    return new Baseline();
  }

  /**
   * Reads a baseline.
   *
   * @param text the lines; empty ones, and those that begin with {@code #}, are passed over
   * @throws IllegalArgumentException when a line does not begin with a fingerprint
   */
  public static Baseline read(String text) {
    Baseline baseline = new Baseline();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(baseline::add);
    return baseline;
  }

  private void add(String line) {
    String fingerprint = line.split("\\s+", 2)[0];
    if (!fingerprint.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a line does not begin with a fingerprint");
    }
    known.merge(fingerprint, 1, Integer::sum);
  }

  /** The lines that make all findings of these reports known. */
  public static String of(List<ScanReport> reports) {
    StringBuilder lines = new StringBuilder("# Known findings of countersign scan.\n");
    for (ScanReport report : reports) {
      for (Finding finding : report.findings()) {
        lines
            .append(finding.fingerprint())
            .append(' ')
            .append(finding.rule().id())
            .append(' ')
            .append(finding.location().withoutLine())
            .append('\n');
      }
    }
    return lines.toString();
  }

  /** The reports without the known findings. */
  public ScanResults without(List<ScanReport> reports, Severity threshold) {
    Map<String, Integer> left = new HashMap<>(known);
    List<ScanReport> remaining = new ArrayList<>();
    int removed = 0;
    for (ScanReport report : reports) {
      List<Finding> findings =
          report.findings().stream().filter(finding -> !isKnown(finding, left)).toList();
      removed += report.findings().size() - findings.size();
      remaining.add(report.withFindings(findings));
    }
    return new ScanResults(remaining, removed, threshold);
  }

  private static boolean isKnown(Finding finding, Map<String, Integer> left) {
    Integer count = left.get(finding.fingerprint());
    if (count == null || count == 0) {
      return false;
    }
    left.put(finding.fingerprint(), count - 1);
    return true;
  }
}
