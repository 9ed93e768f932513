package io.countersign.auth.scan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.token.TokenKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanReportTest {

  private static final Location HERE = new Location("tokens.txt", 3, "");

  private static Finding finding(Severity severity) {
    return new Finding(
        new RuleInfo("CS-" + severity, severity, "title", "why", "fix"),
        HERE.at("header.alg"),
        "seen");
  }

  private static ScanReport report(Severity... severities) {
    return new ScanReport(
        HERE,
        TokenKind.SIGNED,
        List.of(severities).stream().map(ScanReportTest::finding).toList(),
        List.of());
  }

  @Test
  void findings_ofAnyOrder_areTheWorstFirst() {
    assertThat(report(Severity.LOW, Severity.CRITICAL, Severity.HIGH).findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.LOW);
  }

  @Test
  void requireClean_onlyLesserFindings_passes() {
    assertThatCode(() -> report(Severity.LOW, Severity.MEDIUM).requireClean(Severity.HIGH))
        .doesNotThrowAnyException();
  }

  @Test
  void requireClean_aFindingOfTheSeverity_throwsTheReport() {
    assertThatExceptionOfType(NotCleanError.class)
        .isThrownBy(() -> report(Severity.LOW, Severity.HIGH).requireClean(Severity.HIGH))
        .withMessageContaining("1 findings of severity high or worse")
        .withMessageContaining("CS-HIGH")
        .withMessageContaining("tokens.txt:3: signed token");
  }

  @Test
  void plus_anotherReport_hasTheFindingsOfBoth() {
    assertThat(report(Severity.LOW).plus(report(Severity.HIGH)).findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.HIGH, Severity.LOW);
  }

  @Test
  void fingerprint_ofAnotherLine_isTheSame() {
    Finding finding = finding(Severity.LOW);
    Finding moved =
        new Finding(finding.rule(), new Location("tokens.txt", 9, "header.alg"), "other");
    Finding elsewhere = new Finding(finding.rule(), HERE.at("header.kid"), "seen");
    assertThat(moved.fingerprint()).isEqualTo(finding.fingerprint()).hasSize(32);
    assertThat(elsewhere.fingerprint()).isNotEqualTo(finding.fingerprint());
  }

  @Test
  void finding_hostileText_isPrintableAndShort() {
    Finding finding =
        new Finding(
            new RuleInfo("CS-X", Severity.LOW, "title", "why", "fix"),
            Location.of("a\u001b[2J\nb\u202e"),
            "\u0007".repeat(1000));
    assertThat(finding.location().source()).isEqualTo("a?[2J?b?");
    assertThat(finding.evidence()).isEqualTo("?".repeat(240) + "…");
  }

  @Test
  void builder_contradictions_areRefused() {
    TokenScanner.Builder builder = TokenScanner.builder(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    assertThatThrownBy(() -> builder.maxLifetime(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> builder.maxLifetime(Duration.ofHours(1)).skew(Duration.ofSeconds(-1)).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
