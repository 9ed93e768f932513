package io.countersign.auth.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.scan.report.ScanReport;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Any text as a token, or as its parts: a report, never an exception, and fit to be printed. */
class TokenScanFuzzTest {

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}&&[^\\n]]");
  private static final TokenScanner SCANNER =
      TokenScanner.builder(TestTokens.CLOCK).jwks(TestTokens.JWKS).build();

  @FuzzTest(maxDuration = "10m")
  void scan(byte[] octets) {
    requirePrintable(SCANNER.scan(new String(octets, StandardCharsets.UTF_8)));
    requirePrintable(SCANNER.scan(TestTokens.rs256().token(octets, octets)));
  }

  static void requirePrintable(ScanReport report) {
    assertThat(NOT_PRINTABLE.matcher(report.toString()).find()).isFalse();
  }
}
