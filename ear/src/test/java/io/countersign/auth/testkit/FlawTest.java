package io.countersign.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlawTest {

  private static TestTokens tokens(SigningAlgorithm algorithm) {
    return new TestTokens(
        TestTokens.settings("https://login.example/auth", Set.of("a", "b"), "JWT"),
        TestKeys.of(algorithm));
  }

  private static TokenVerifier verifier(TestTokens tokens) {
    return new JoseTokenVerifier(tokens.keys(), tokens.settings(), Clock.systemUTC());
  }

  static Stream<Arguments> flaws() {
    return Stream.of(SigningAlgorithm.values())
        .flatMap(algorithm -> Stream.of(Flaw.values()).map(flaw -> Arguments.of(algorithm, flaw)));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void flawedToken_isRefusedForItsFlaw(SigningAlgorithm algorithm, Flaw flaw) {
    var tokens = tokens(algorithm);
    var verifier = verifier(tokens);
    var flawed = tokens.token().roles("clerk").flawed(flaw);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> verifier.verify(flawed))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(flaw.code()));
  }

  @ParameterizedTest
  @EnumSource
  void validToken_isAccepted(SigningAlgorithm algorithm) {
    var tokens = tokens(algorithm);
    var token =
        verifier(tokens)
            .verify(
                tokens.token().username("carl").roles("clerk").claim("tenant", "north").valid());
    assertThat(token.getName()).isEqualTo("carl");
    assertThat(token.getGroups()).containsExactly("clerk");
    assertThat(token.getAudience()).containsExactlyInAnyOrder("a", "b");
    assertThat(token.<String>getClaim("tenant")).isEqualTo("north");
  }
}
