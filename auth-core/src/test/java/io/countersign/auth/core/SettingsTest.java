package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.spi.SigningAlgorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static void refused(String setting, ThrowingCallable settings) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(settings)
        .withMessageStartingWith(setting + " ");
  }

  private static AccessTokenSettings access(String ttl, String type, String skew) {
    return new AccessTokenSettings(
        "i", Set.of("a"), Duration.parse(ttl), type, Duration.parse(skew));
  }

  private static RefreshTokenSettings refresh(String ttl, String max, String window) {
    return new RefreshTokenSettings(
        Duration.parse(ttl), Duration.parse(max), Duration.parse(window), false);
  }

  @Test
  void accessTokens_bounds() {
    access("PT1S", "JWT", "PT0S");
    access("PT1H", "at+jwt", "PT300S");
    refused("countersign.access-token.ttl", () -> access("PT0S", "JWT", "PT0S"));
    refused("countersign.access-token.ttl", () -> access("PT1H0.001S", "JWT", "PT0S"));
    refused("countersign.access-token.ttl", () -> access("PT1.5S", "JWT", "PT0S"));
    refused("countersign.access-token.type", () -> access("PT1S", "jwt", "PT0S"));
    refused("countersign.clock-skew", () -> access("PT1S", "JWT", "PT300.001S"));
    refused("countersign.clock-skew", () -> access("PT1S", "JWT", "PT-1S"));
    Duration ttl = Duration.ofMinutes(15);
    refused(
        "countersign.issuer",
        () -> new AccessTokenSettings(" ", Set.of("a"), ttl, "JWT", Duration.ZERO));
    refused(
        "countersign.audience",
        () -> new AccessTokenSettings("i", Set.of(), ttl, "JWT", Duration.ZERO));
    refused(
        "countersign.audience",
        () -> new AccessTokenSettings("i", Set.of("a", ""), ttl, "JWT", Duration.ZERO));
  }

  @Test
  void refreshTokens_boundsAndContradictions() {
    refresh("PT1S", "PT1S", "PT1M");
    refused("countersign.refresh-token.ttl", () -> refresh("PT0.9S", "P30D", "PT0S"));
    refused("countersign.refresh-token.max-lifetime", () -> refresh("P7D", "P6D", "PT0S"));
    refused("countersign.refresh-token.retry-window", () -> refresh("P7D", "P30D", "PT-1S"));
    refused("countersign.refresh-token.retry-window", () -> refresh("P7D", "P30D", "PT61S"));
  }

  @Test
  void signing_bounds() {
    for (int bits : new int[] {2047, 2049, 8200, 1024}) {
      refused(
          "countersign.signing.rsa-bits",
          () -> new SigningSettings(SigningAlgorithm.RS256, bits, Optional.empty()));
    }
    new SigningSettings(SigningAlgorithm.RS256, 8192, Optional.empty());
  }
}
