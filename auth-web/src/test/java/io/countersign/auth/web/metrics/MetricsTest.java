package io.countersign.auth.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RefreshOutcome;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  /** Only a verifier makes one, and no check here looks at it. */
  @SuppressWarnings("NullAway")
  private static final VerifiedToken TOKEN = null;

  private final Metrics metrics = new Metrics(Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    metrics.close();
  }

  private String line(String begin) {
    return metrics.text().lines().filter(it -> it.startsWith(begin)).findFirst().orElse("");
  }

  @Test
  void text_ofANewNode_showsEveryOutcomeAtZero() {
    metrics.timed(token -> {});
    assertThat(metrics.text().lines())
        .contains(
            "countersign_logins_total{outcome=\"accepted\"} 0.0",
            "countersign_logins_total{outcome=\"too_many_attempts\"} 0.0",
            "countersign_refreshes_total{outcome=\"malformed\"} 0.0",
            "countersign_refreshes_total{outcome=\"device_mismatch\"} 0.0",
            "countersign_revocations_total{reason=\"reuse\"} 0.0",
            "countersign_revocation_checks_seconds_count{outcome=\"denied\"} 0")
        .anyMatch(it -> it.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(it -> it.startsWith("process_uptime_seconds "));
  }

  @Test
  void login_isCountedByItsOutcome() {
    assertThat(metrics.countLogin(() -> "session")).isEqualTo("session");
    fail(new InvalidCredentialsException());
    fail(new TooManyAttemptsException(Duration.ofSeconds(1)));
    fail(new IllegalStateException());
    for (String outcome :
        List.of("accepted", "invalid_credentials", "too_many_attempts", "failed")) {
      assertThat(line("countersign_logins_total{outcome=\"" + outcome + "\"")).endsWith(" 1.0");
    }
  }

  private void fail(RuntimeException failure) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                metrics.countLogin(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @EnumSource
  void refresh_isCountedByItsOutcome(RefreshOutcome outcome) {
    metrics.countRefresh(outcome);
    assertThat(line("countersign_refreshes_total{outcome=\"" + Tally.name(outcome) + "\""))
        .endsWith(" 1.0");
  }

  @Test
  void check_isTimedByItsOutcome() {
    metrics.timed(token -> {}).requireNotRevoked(TOKEN);
    refuse(new TokenRevokedException());
    refuse(new RevocationUnavailableException());
    for (String outcome : List.of("passed", "denied", "unavailable")) {
      String series = "countersign_revocation_checks_seconds_";
      assertThat(line(series + "count{outcome=\"" + outcome + "\"")).endsWith(" 1");
      assertThat(line(series + "bucket{outcome=\"" + outcome + "\",le=\"+Inf\"")).endsWith(" 1");
    }
  }

  private void refuse(RuntimeException refusal) {
    RevocationCheck check =
        metrics.timed(
            token -> {
              throw refusal;
            });
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> check.requireNotRevoked(TOKEN))
        .isSameAs(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "LOGOUT, '', logout",
    "SESSION_REVOKED, revoked, revoked",
    "SESSION_REVOKED, administrator, administrator",
    "SESSIONS_REVOKED, administrator, administrator",
    "SESSIONS_REVOKED, somebody's text, revoked",
    "PASSWORD_CHANGED, '', password_change",
    "USER_DISABLED, '', user_disabled",
    "ROLES_CHANGED, '', role_change",
    "ACCESS_TOKEN_REVOKED, '', access_token",
    "TOKEN_REUSED, reused, reuse",
    "DEVICE_MISMATCH, device_mismatch, device_mismatch",
    "LOGOUT_ALL, '', logout_all"
  })
  void event_thatRevokes_isCountedByItsReason(
      SecurityEvent.Type type, String detail, String reason) {
    metrics.count(SecurityEvent.of(type, NOW).with(Map.of("reason", detail)));
    assertThat(line("countersign_revocations_total{reason=\"" + reason + "\"")).endsWith(" 1.0");
  }

  @Test
  void event_thatRevokesNothing_isNotCounted() {
    String before = revocations();
    metrics.count(SecurityEvent.of(SecurityEvent.Type.LOGIN, NOW));
    metrics.count(SecurityEvent.of(SecurityEvent.Type.KEY_REVOKED, NOW));
    assertThat(revocations()).isEqualTo(before);
  }

  private String revocations() {
    return metrics
        .text()
        .lines()
        .filter(it -> it.startsWith("countersign_revocations_total"))
        .toList()
        .toString();
  }

  private static StoredSigningKey key(KeyState state, Duration age) {
    return new StoredSigningKey(
        "kid",
        SigningAlgorithm.RS256,
        state,
        SecretBytes.of(new byte[1]),
        Optional.empty(),
        NOW.minus(age).minusSeconds(100),
        NOW.minus(age),
        Optional.empty());
  }

  @Test
  void keys_areShownByStateWithTheAgeOfTheOldest() {
    metrics.showKeys(
        () ->
            List.of(
                key(KeyState.ACTIVE, Duration.ofSeconds(60)),
                key(KeyState.RETIRED, Duration.ofSeconds(90)),
                key(KeyState.RETIRED, Duration.ofSeconds(70)),
                key(KeyState.DELETED, Duration.ofDays(1))));
    assertThat(metrics.text().lines())
        .contains(
            "countersign_keys{state=\"active\"} 1.0",
            "countersign_keys{state=\"retired\"} 2.0",
            "countersign_keys{state=\"published\"} 0.0",
            "countersign_key_age_seconds{state=\"active\"} 60.0",
            "countersign_key_age_seconds{state=\"retired\"} 90.0",
            "countersign_key_age_seconds{state=\"published\"} NaN")
        .noneMatch(it -> it.contains("deleted"));
  }

  @Test
  void signing_isShownWithTheAgeOfWhatIsKnown() {
    metrics.showSigning(() -> false, () -> Duration.ofMillis(7_500));
    assertThat(metrics.text().lines())
        .contains("countersign_signing_available 0.0", "countersign_keys_read_age_seconds 7.5");
  }

  @Test
  void cleanup_showsWhatWasRemovedAndWhatIsLeft() {
    metrics.showCleanup(
        () -> Map.of(Cleanup.Kind.EVENTS, 5L), () -> Map.of(Cleanup.Kind.FAMILIES, 7L));
    assertThat(line("countersign_cleanup_removed_total{kind=\"events\"")).endsWith(" 5.0");
    assertThat(line("countersign_cleanup_removed_total{kind=\"families\"")).endsWith(" 0.0");
    assertThat(line("countersign_cleanup_backlog{kind=\"families\"")).endsWith(" 7.0");
    assertThat(line("countersign_cleanup_backlog{kind=\"events\"")).endsWith(" NaN");
  }
}
