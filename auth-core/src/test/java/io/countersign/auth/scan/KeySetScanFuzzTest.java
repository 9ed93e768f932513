package io.countersign.auth.scan;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text as a key set: a report on it and on a token, never an exception. */
class KeySetScanFuzzTest {

  private static final String TOKEN = TestTokens.rs256().token();

  @FuzzTest(maxDuration = "10m")
  void scanKeySet(byte[] octets) {
    TokenScanner scanner =
        TokenScanner.builder(TestTokens.CLOCK)
            .jwks(new String(octets, StandardCharsets.UTF_8))
            .build();
    TokenScanFuzzTest.requirePrintable(scanner.scanKeySet());
    TokenScanFuzzTest.requirePrintable(scanner.scan(TOKEN));
  }
}
