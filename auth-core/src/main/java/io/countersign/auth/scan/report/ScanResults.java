package io.countersign.auth.scan.report;

import io.countersign.auth.scan.token.TokenKind;
import java.util.List;

/**
 * All reports of one run.
 *
 * @param reports one for each token, key set or server
 * @param known how many findings a baseline took out of them
 * @param threshold findings as bad as this or worse fail the run
 */
public record ScanResults(List<ScanReport> reports, int known, Severity threshold) {

  /** Makes the list unchangeable. */
  public ScanResults {
    reports = List.copyOf(reports);
  }

  /** Whether every finding is below the threshold. */
  public boolean isClean() {
    return reports.stream().allMatch(it -> it.atLeast(threshold).isEmpty());
  }

  /** How many findings there are of one severity. */
  public long count(Severity severity) {
    return reports.stream().mapToLong(it -> it.count(severity)).sum();
  }

  /** How many reports there are on one kind of thing. */
  public long count(TokenKind kind) {
    return reports.stream().filter(it -> it.kind() == kind).count();
  }
}
