package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.spi.keys.VerificationKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

/** Any octets as a JWK Set: refused, or keys that jose4j's algorithms accept. */
class JwksFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void read(byte[] octets) {
    Map<String, VerificationKey> keys;
    try {
      keys = JsonWebKeySet.read(octets);
    } catch (InvalidKeySetException e) {
      assertThat(e.getStackTrace()).isEmpty();
      return;
    }
    keys.forEach(
        (kid, key) -> {
          assertThat(key.kid()).isEqualTo(kid);
          switch (key.algorithm()) {
            case RS256 ->
                assertThat(((RSAPublicKey) key.publicKey()).getModulus().bitLength())
                    .isBetween(2048, 8192);
            case ES256 ->
                assertThat(((ECPublicKey) key.publicKey()).getParams().getOrder().bitLength())
                    .isEqualTo(256);
          }
        });
  }
}
