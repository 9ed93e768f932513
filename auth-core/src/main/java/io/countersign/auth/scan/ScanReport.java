package io.countersign.auth.scan;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a scan found in one token, key set or server.
 *
 * @param subject what was scanned
 * @param kind what it turned out to be
 * @param findings what is wrong with it, the worst first
 * @param verdicts which stock verifiers would take it; empty for what is no token
 */
public record ScanReport(
    Location subject, TokenKind kind, List<Finding> findings, List<Verdict> verdicts) {

  /** Puts the worst first. */
  public ScanReport {
    findings =
        findings.stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
    verdicts = List.copyOf(verdicts);
  }

  /** How many findings there are of one severity. */
  public long count(Severity severity) {
    return findings.stream().filter(it -> it.severity() == severity).count();
  }

  /** The findings as bad as this or worse. */
  public List<Finding> atLeast(Severity severity) {
    return findings.stream().filter(it -> it.severity().isAtLeast(severity)).toList();
  }

  /** This report with another's findings and verdicts added; subject and kind stay. */
  public ScanReport plus(ScanReport other) {
    return new ScanReport(
        subject,
        kind,
        Stream.concat(findings.stream(), other.findings.stream()).toList(),
        Stream.concat(verdicts.stream(), other.verdicts.stream()).toList());
  }

  /**
   * Passes when there is no finding as bad as this or worse: for a unit test's last line.
   *
   * @throws NotCleanError when there is one; its message is the whole report as text
   */
  public void requireClean(Severity severity) {
    if (!atLeast(severity).isEmpty()) {
      throw new NotCleanError(severity, this);
    }
  }

  /** The report as text, without colour. */
  @Override
  public String toString() {
    return TextReport.plain(this);
  }
}
