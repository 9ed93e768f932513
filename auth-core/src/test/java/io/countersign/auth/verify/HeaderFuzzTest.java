package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.RefusedException;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.util.Map;

/** Any octets as a header: refused, or a header that asks for nothing but the one known key. */
class HeaderFuzzTest {

  private static final KeyRing KEYS = FuzzTokens.keys();
  private static final HeaderRules RULES = new HeaderRules(KEYS);

  @FuzzTest(maxDuration = "10m")
  void keyFor(byte[] octets) {
    Map<String, Object> header;
    try {
      header = StrictJson.object(octets);
      RULES.keyFor(header);
    } catch (NotStrictJsonException | RefusedException e) {
      return;
    }
    assertThat(header).containsEntry("alg", "RS256").containsEntry("kid", FuzzTokens.KID);
    assertThat(header)
        .doesNotContainKeys("crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc");
  }
}
