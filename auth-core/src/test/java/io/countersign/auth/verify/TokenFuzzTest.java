package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.RefusedException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Any text as a token: refused, unless it is the one genuine token in its one spelling. */
class TokenFuzzTest {

  private static final JoseTokenVerifier VERIFIER =
      new JoseTokenVerifier(FuzzTokens.keys(), Fixture.ACCESS, new TestClock());

  @FuzzTest(maxDuration = "10m")
  void verify(byte[] octets) {
    String token = new String(octets, StandardCharsets.UTF_8);
    try {
      VERIFIER.verify(token);
    } catch (RefusedException e) {
      assertThat(token).isNotEqualTo(FuzzTokens.GENUINE);
      return;
    }
    assertThat(token).isEqualTo(FuzzTokens.GENUINE);
  }

  @Test
  void verify_genuine_isAccepted() {
    assertThat(VERIFIER.verify(FuzzTokens.GENUINE).getTokenID()).isEqualTo("jti-1");
  }
}
