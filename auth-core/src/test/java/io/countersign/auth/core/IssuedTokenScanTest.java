package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Device;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.Verdict;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.JsonWebKeySet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Countersign issues and publishes is in order by its own rules. */
class IssuedTokenScanTest {

  @ParameterizedTest
  @EnumSource
  void scan_issuedTokenAndKeySet_haveNoFindings(SigningAlgorithm algorithm) {
    Fixture issuing = new Fixture(algorithm, Fixture.STRICT);
    String token =
        issuing.service.openSession(issuing.user(), Device.unknown()).accessToken().value();
    TokenScanner scanner =
        TokenScanner.builder(issuing.clock)
            .jwks(JsonWebKeySet.of(issuing.keyRing.verificationKeys()))
            .build();
    ScanReport report = scanner.scan(token);
    assertThat(report.kind()).isEqualTo(TokenKind.SIGNED);
    assertThat(report.findings()).isEmpty();
    assertThat(scanner.scanKeySet().findings()).isEmpty();
    if (algorithm == SigningAlgorithm.RS256) {
      assertThat(report.verdicts())
          .extracting(Verdict::outcome)
          .containsOnly(Verdict.Outcome.ACCEPTED);
    }
  }
}
