package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.report.ScanReport;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that has too much to do is no service that fails on bad tokens. */
class BusyServiceTest {

  private final MovingClock clock = new MovingClock();

  private ScanReport scan(Function<String, Reply> door) {
    try (TestService service = TestService.guardedBy(door)) {
      return LiveScanner.builder(service.uri("/me"), clock, new SecureRandom())
          .ownedByMe()
          .pacing(clock)
          .validToken(Owned.valid(RS256))
          .build()
          .scan();
    }
  }

  private static List<String> rules(ScanReport report) {
    return report.findings().stream().map(it -> it.rule().id()).toList();
  }

  private static boolean isValid(String token) {
    return token.equals(Owned.valid(RS256));
  }

  private static Reply right(String token) {
    return isValid(token) ? TestService.OK : TestService.UNAUTHORIZED;
  }

  /** Every tenth answer, for any token. */
  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void scan_busyNowAndThen_asksAgainAndFindsNothing(int status) {
    AtomicInteger asked = new AtomicInteger();
    Reply busy = new Reply(status, "", Map.of("Retry-After", "7"));
    ScanReport report = scan(token -> asked.incrementAndGet() % 10 == 0 ? busy : right(token));
    assertThat(rules(report)).isEmpty();
    assertThat(clock.pauses()).contains(Duration.ofSeconds(7));
  }

  @Test
  void scan_busyFromSomeTimeOn_isInconclusiveAndNoFinding() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            catchThrowableOfType(
                InconclusiveScanException.class,
                () ->
                    scan(
                        token -> asked.incrementAndGet() > 20 ? new Reply(503, "") : right(token))))
        .hasMessageContaining("503")
        .hasMessageContaining("overloaded");
    assertThat(asked).hasValueLessThan(30);
  }

  @Test
  void scan_failsOnBadTokensOnly_isReported() {
    ScanReport report = scan(token -> isValid(token) ? TestService.OK : new Reply(503, ""));
    assertThat(rules(report)).containsExactly("CS-LIVE-SERVER-ERROR");
  }

  /** The longest wait, also when a service asks for more. */
  @Test
  void scan_busyForAnHour_isWaitedForAMinuteAtMost() {
    AtomicInteger asked = new AtomicInteger();
    Reply busy = new Reply(429, "", Map.of("Retry-After", "3600"));
    scan(token -> asked.incrementAndGet() == 5 ? busy : right(token));
    assertThat(clock.pauses()).allMatch(it -> it.compareTo(Duration.ofMinutes(1)) <= 0);
  }
}
