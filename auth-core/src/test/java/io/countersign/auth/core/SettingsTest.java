package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  void accessTokens_readWithDefaults() {
    Map<String, String> values =
        Map.of("countersign.issuer", "https://auth.example", "countersign.audience", "shop, till");
    Duration ttl = Duration.ofMinutes(15);
    assertThat(
            AccessTokenSettings.read(
                new SettingValues(name -> Optional.ofNullable(values.get(name))), ttl))
        .isEqualTo(
            new AccessTokenSettings(
                "https://auth.example",
                Set.of("shop", "till"),
                ttl,
                "JWT",
                Duration.ofSeconds(30)));
  }

  @Test
  void cleanup_bounds() {
    cleanup("PT10S", "P1D");
    cleanup("P1D", "P3650D");
    refused("countersign.cleanup.interval", () -> cleanup("PT9.999S", "P90D"));
    refused("countersign.cleanup.interval", () -> cleanup("PT24H0.001S", "P90D"));
    refused("countersign.events.retention", () -> cleanup("PT5M", "PT23H59M59.999S"));
    refused("countersign.events.retention", () -> cleanup("PT5M", "P3650DT0.001S"));
  }

  private static CleanupSettings cleanup(String interval, String retention) {
    return new CleanupSettings(Duration.parse(interval), Duration.parse(retention));
  }

  @Test
  void refreshTokens_boundsAndContradictions() {
    refresh("PT1S", "PT1S", "PT1M");
    refresh("P7D", "P3650D", "PT0S");
    refused("countersign.refresh-token.max-lifetime", () -> refresh("P7D", "P3651D", "PT0S"));
    refused("countersign.refresh-token.ttl", () -> refresh("PT0.9S", "P30D", "PT0S"));
    refused("countersign.refresh-token.max-lifetime", () -> refresh("P7D", "P6D", "PT0S"));
    refused("countersign.refresh-token.retry-window", () -> refresh("P7D", "P30D", "PT-1S"));
    refused("countersign.refresh-token.retry-window", () -> refresh("P7D", "P30D", "PT61S"));
  }

  @Test
  void refreshTokens_ofADirectory_liveASecondToAsLongAsOthers() {
    directory("PT1S");
    directory("P30D");
    refused("countersign.refresh-token.directory-max-lifetime", () -> directory("PT0.999S"));
    refused("countersign.refresh-token.directory-max-lifetime", () -> directory("P30DT0.001S"));
  }

  private static RefreshTokenSettings directory(String maxLifetime) {
    return refresh(maxLifetime, "PT12H", RefreshTokenSettings.USUAL_LIMIT);
  }

  @Test
  void refreshTokens_ofBriefSessions_liveASecondToAsLongAsOthers() {
    refresh("P30D", "PT1S", RefreshTokenSettings.USUAL_LIMIT);
    refresh("P30D", "P30D", RefreshTokenSettings.USUAL_LIMIT);
    for (String wrong : List.of("PT0.999S", "P30DT0.001S")) {
      refused(
          "countersign.refresh-token.brief-lifetime",
          () -> refresh("P30D", wrong, RefreshTokenSettings.USUAL_LIMIT));
    }
  }

  @Test
  void refreshTokens_limitOfSessions_isFromOneToTenThousand() {
    for (int right : new int[] {1, 10_000}) {
      refresh("P30D", "PT12H", new SessionLimit(right, false));
    }
    for (int wrong : new int[] {-1, 0, 10_001}) {
      refused(
          "countersign.sessions.max-per-user",
          () -> refresh("P30D", "PT12H", new SessionLimit(wrong, true)));
    }
  }

  private static RefreshTokenSettings refresh(
      String directoryMaxLifetime, String brief, SessionLimit limit) {
    return new RefreshTokenSettings(
        Duration.ofDays(7),
        Duration.ofDays(30),
        Duration.parse(directoryMaxLifetime),
        Duration.parse(brief),
        Duration.ZERO,
        false,
        limit);
  }

  @Test
  void signing_bounds() {
    for (int bits : new int[] {2047, 2049, 8200, 1024}) {
      refused("countersign.signing.rsa-bits", () -> signing(bits, "P30D", "PT1H", "PT5M"));
    }
    signing(8192, "P30D", "PT1H", "PT5M");
  }

  private static SigningSettings signing(
      int bits, String interval, String publishAhead, String maxAge) {
    return new SigningSettings(
        SigningAlgorithm.RS256,
        bits,
        Optional.empty(),
        Duration.parse(interval),
        Duration.parse(publishAhead),
        Duration.parse(maxAge),
        Duration.ofSeconds(30));
  }

  @Test
  void signing_publishAhead_coversMaxAgeAndSkew() {
    signing(2048, "P30D", "PT5M30S", "PT5M");
    refused(
        "countersign.signing.publish-ahead", () -> signing(2048, "P30D", "PT5M29.999S", "PT5M"));
  }

  @Test
  void signing_rotationInterval_isAtLeastTwicePublishAhead() {
    signing(2048, "PT2H", "PT1H", "PT5M");
    signing(2048, "P3650D", "PT1H", "PT5M");
    refused(
        "countersign.signing.rotation-interval",
        () -> signing(2048, "PT1H59M59.999S", "PT1H", "PT5M"));
    refused("countersign.signing.rotation-interval", () -> signing(2048, "P3651D", "PT1H", "PT5M"));
  }

  @Test
  void signing_maxAge_isFromASecondToADay() {
    signing(2048, "P30D", "P2D", "P1D");
    refused("countersign.jwks.max-age", () -> signing(2048, "P30D", "P2D", "PT24H0.001S"));
    refused("countersign.jwks.max-age", () -> signing(2048, "P30D", "P2D", "PT0.999S"));
  }

  @Test
  void signing_refreshInterval_isATenthOfTheLeadWithinBounds() {
    assertThat(signing(2048, "P30D", "PT1H", "PT5M").refreshInterval())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(signing(2048, "P30D", "PT40S", "PT1S").refreshInterval())
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(
            new SigningSettings(
                    SigningAlgorithm.ES256,
                    2048,
                    Optional.empty(),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1))
                .refreshInterval())
        .isEqualTo(Duration.ofSeconds(1));
  }
}
