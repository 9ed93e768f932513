package io.countersign.auth.scan.report;

import static io.countersign.auth.scan.TestTokens.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenScanner;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static ScanReport untyped(int line) {
    return SCANNER.scan(rs256().without("typ").token(), new Location("tokens.txt", line, ""));
  }

  @Test
  void without_whatWasWrittenDown_nothingIsLeft() {
    List<ScanReport> reports = List.of(untyped(1), untyped(2));
    Baseline baseline = Baseline.read(Baseline.of(reports));
    ScanResults results = baseline.without(List.of(untyped(11), untyped(12)), Severity.LOW);
    assertThat(results.isClean()).isTrue();
    assertThat(results.known()).isEqualTo(2);
  }

  @Test
  void without_oneMoreThanIsKnown_oneIsLeft() {
    Baseline baseline = Baseline.read(Baseline.of(List.of(untyped(1))));
    ScanResults results = baseline.without(List.of(untyped(1), untyped(2)), Severity.LOW);
    assertThat(results.isClean()).isFalse();
    assertThat(results.count(Severity.LOW)).isEqualTo(1);
    assertThat(results.known()).isEqualTo(1);
  }

  @Test
  void without_anotherFinding_isLeft() {
    Baseline baseline = Baseline.read(Baseline.of(List.of(untyped(1))));
    ScanReport other =
        SCANNER.scan(rs256().without("kid").token(), new Location("tokens.txt", 1, ""));
    assertThat(baseline.without(List.of(other), Severity.LOW).isClean()).isFalse();
  }

  @Test
  void read_commentsAndEmptyLines_arePassedOver() {
    assertThat(Baseline.read("# a\n\n").without(List.of(untyped(1)), Severity.LOW).known())
        .isZero();
  }

  @Test
  void read_aLineWithoutFingerprint_isRefused() {
    assertThatThrownBy(() -> Baseline.read("CS-ALG-NONE"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
