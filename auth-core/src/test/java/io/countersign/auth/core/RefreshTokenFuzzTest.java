package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.RefusedException;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.spi.SecretBytes;
import java.nio.charset.StandardCharsets;

/** Any text as a refresh token: refused, or a token that has this text as its one spelling. */
class RefreshTokenFuzzTest {

  private static final RefreshTokenCodec CODEC =
      new RefreshTokenCodec(SecretBytes.of(new byte[32]), Fixture.RANDOM);

  @FuzzTest(maxDuration = "10m")
  void parse(byte[] octets) {
    String value = new String(octets, StandardCharsets.UTF_8);
    Token token;
    try {
      token = CODEC.parse(value);
    } catch (RefusedException e) {
      return;
    }
    assertThat(token.value()).isEqualTo(value);
    assertThat(token.id().generation()).isNotNegative();
    assertThat(CODEC.parse(token.value()).id()).isEqualTo(token.id());
  }
}
