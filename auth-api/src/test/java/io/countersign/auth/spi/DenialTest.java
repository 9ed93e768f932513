package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.AccessToken;
import io.countersign.auth.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DenialTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void longest_today_isWhatTheMigrationsKeepToo() {
    assertThat(Denial.LONGEST).isEqualTo(Duration.ofMinutes(71));
  }

  static Stream<Denial> denialsOfNow() {
    return Stream.of(
        Denial.ofSession(UUID.randomUUID(), NOW),
        Denial.ofUser(UUID.randomUUID(), 1, NOW),
        Denial.ofEveryone(1, NOW));
  }

  /** One node issues by a clock that is ahead; another verifies by one that is behind. */
  @ParameterizedTest
  @MethodSource("denialsOfNow")
  void denial_ofNow_outlivesTheLongestTokenByBothSkews(Denial denial) {
    Instant tokenExpires = NOW.plus(TokenVerifier.LARGEST_SKEW).plus(AccessToken.LONGEST_TTL);
    Instant lastAccepted = tokenExpires.plus(TokenVerifier.LARGEST_SKEW);
    assertThat(denial.expiresAt()).isAfter(lastAccepted);
  }
}
