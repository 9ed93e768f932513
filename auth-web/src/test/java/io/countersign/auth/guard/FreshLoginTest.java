package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.ReauthenticationRequiredException;
import io.countersign.auth.SessionEnd;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshLoginTest {

  private static final Instant LOGIN = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final class AnyClaims extends TokenVerifier {
    private final Map<String, Object> claims;

    AnyClaims(Map<String, Object> claims) {
      this.claims = claims;
    }

    @Override
    public VerifiedToken verify(String compactToken) {
      return verified(compactToken, new LinkedHashMap<>(claims));
    }
  }

  private static VerifiedToken token(Map<String, Object> claims) {
    return new AnyClaims(claims).verify("token");
  }

  private static final VerifiedToken FRESH =
      token(Map.of("sub", "anna", "auth_time", LOGIN.getEpochSecond()));

  @Test
  void require_loginOfNoGreaterAge_passes() {
    FreshLogin.require(FRESH, MAX_AGE, LOGIN.plus(MAX_AGE));
    FreshLogin.require(FRESH, MAX_AGE, LOGIN.minusSeconds(30)); // of a clock that runs ahead
  }

  @Test
  void require_olderOrUnknownLogin_isRefused() {
    assertThatExceptionOfType(ReauthenticationRequiredException.class)
        .isThrownBy(() -> FreshLogin.require(FRESH, MAX_AGE, LOGIN.plus(MAX_AGE).plusMillis(1)))
        .satisfies(e -> assertThat(e.maxAge()).isEqualTo(MAX_AGE));
    assertThatExceptionOfType(ReauthenticationRequiredException.class)
        .isThrownBy(() -> FreshLogin.require(token(Map.of("sub", "anna")), MAX_AGE, LOGIN));
  }

  @Test
  void refusal_saysHowOldALoginMayBe() {
    Response answer = Refusal.of(new ReauthenticationRequiredException(MAX_AGE));
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
        .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=\"300\"");
    assertThat((String) answer.getEntity())
        .contains("\"code\":\"insufficient_user_authentication\"", "\"max_age\":300");
  }

  @Test
  void refusal_ofATokenOfAnEndedSession_saysWhyAndWhen() {
    Response answer = Refusal.of(new TokenRevokedException(new SessionEnd("session_limit", LOGIN)));
    assertThat((String) answer.getEntity())
        .contains("\"ended_reason\":\"session_limit\"", "\"ended_at\":\"2026-01-01T12:00:00Z\"");
    assertThat((String) Refusal.of(new TokenRevokedException()).getEntity())
        .doesNotContain("ended");
  }

  @Test
  void refusal_ofATokenOfASessionEndedWithANote_tellsIt() {
    Optional<String> note = Optional.of("Her phone was stolen.");
    SessionEnd end = new SessionEnd("administrator", LOGIN, note);
    assertThat((String) Refusal.of(new TokenRevokedException(end)).getEntity())
        .contains("\"reason\":\"Her phone was stolen.\"");
  }
}
