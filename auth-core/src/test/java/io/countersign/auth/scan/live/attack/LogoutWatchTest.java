package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.MovingClock;
import io.countersign.auth.scan.live.Owned;
import io.countersign.auth.scan.live.TestService;
import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.ScanReport;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LogoutWatchTest {

  private final MovingClock clock = new MovingClock();
  private volatile Instant loggedOut = Instant.MAX;
  private final Function<String, Reply> door = Owned.rightDoor(RS256, clock);

  /** A service on which a logout takes hold so much later. */
  private Reply serve(HttpExchange exchange, Duration later, int status) {
    if (exchange.getRequestURI().getPath().equals("/logout")) {
      loggedOut = clock.instant();
      return new Reply(status, "");
    }
    Instant until = loggedOut.equals(Instant.MAX) ? Instant.MAX : loggedOut.plus(later);
    return clock.instant().isBefore(until)
        ? door.apply(TestService.bearer(exchange).orElse(""))
        : TestService.UNAUTHORIZED;
  }

  private ScanReport scan(Duration later, int status, Duration wait) {
    try (TestService service = TestService.serving(it -> serve(it, later, status))) {
      return Owned.scanner(service, RS256, clock)
          .logout(service.uri("/logout"), wait)
          .build()
          .scan();
    }
  }

  @Test
  void scan_logoutTakesHold_saysAfterHowLong() {
    assertThat(scan(Duration.ofSeconds(7), 204, Duration.ofSeconds(30)).findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.rule()).isEqualTo(LogoutWatch.TOOK_HOLD);
              assertThat(it.evidence()).isEqualTo("the access token was refused after 7.1 s");
            });
  }

  @Test
  void scan_logoutWithoutEffect_isFound() {
    assertThat(scan(Duration.ofDays(1), 204, Duration.ofSeconds(5)).findings())
        .extracting(Finding::rule)
        .containsExactly(LogoutWatch.WITHOUT_EFFECT);
  }

  @Test
  void scan_longestWait_staysInTheBounds() {
    try (TestService service = TestService.serving(it -> serve(it, Duration.ofDays(1), 204))) {
      Owned.scanner(service, RS256, clock)
          .logout(service.uri("/logout"), Duration.ofMinutes(10))
          .build()
          .scan();
      assertThat(service.requests()).hasSizeLessThanOrEqualTo(LiveScanner.MOST_REQUESTS);
    }
  }

  @Test
  void scan_logoutRefused_isInconclusive() {
    assertThatThrownBy(() -> scan(Duration.ZERO, 404, Duration.ofSeconds(5)))
        .isInstanceOf(InconclusiveScanException.class)
        .hasMessageContaining("404");
  }
}
