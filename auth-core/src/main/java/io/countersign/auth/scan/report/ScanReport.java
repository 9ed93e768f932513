package io.countersign.auth.scan.report;

import io.countersign.auth.scan.token.JudgedAs;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scan found in one token, key set or server.
 *
 * @param subject what was scanned
 * @param kind what it turned out to be
 * @param judgedAs by which rules a signed token was judged; empty for all else
 * @param findings what is wrong with it, the worst first
 * @param verdicts which stock verifiers would take it; empty unless it is a token
 * @param attempts what was tried on it, and what was not and why; empty unless it is a service
 */
public record ScanReport(
    Location subject,
    TokenKind kind,
    Optional<JudgedAs> judgedAs,
    List<Finding> findings,
    List<Verdict> verdicts,
    List<Attempt> attempts) {

  /** Puts the worst first. */
  public ScanReport {
    findings =
        findings.stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
    verdicts = List.copyOf(verdicts);
    attempts = List.copyOf(attempts);
  }

  /** A report on something that was not judged as a signed token. */
  public ScanReport(
      Location subject,
      TokenKind kind,
      List<Finding> findings,
      List<Verdict> verdicts,
      List<Attempt> attempts) {
    this(subject, kind, Optional.empty(), findings, verdicts, attempts);
  }

  /** A report on something on which nothing was tried. */
  public ScanReport(
      Location subject, TokenKind kind, List<Finding> findings, List<Verdict> verdicts) {
    this(subject, kind, findings, verdicts, List.of());
  }

  /** Of which type a signed token was taken to be. */
  public Optional<TokenType> type() {
    return judgedAs.map(JudgedAs::type);
  }

  /** What it is, for people: {@code signed token (JWS), DPoP proof}. */
  String description() {
    return kind.description() + judgedAs.map(it -> ", " + it.description()).orElse("");
  }

  /** How many findings there are of one severity. */
  public long count(Severity severity) {
    return findings.stream().filter(it -> it.severity() == severity).count();
  }

  /** The findings as bad as this or worse. */
  public List<Finding> atLeast(Severity severity) {
    return findings.stream().filter(it -> it.severity().isAtLeast(severity)).toList();
  }

  /** This report with other findings instead, such as those that are not known yet. */
  ScanReport withFindings(List<Finding> others) {
    return new ScanReport(subject, kind, judgedAs, others, verdicts, attempts);
  }

  /** This report with all that another has added; subject and kind stay. */
  public ScanReport plus(ScanReport other) {
    return new ScanReport(
        subject,
        kind,
        judgedAs,
        Stream.concat(findings.stream(), other.findings.stream()).toList(),
        Stream.concat(verdicts.stream(), other.verdicts.stream()).toList(),
        Stream.concat(attempts.stream(), other.attempts.stream()).toList());
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
