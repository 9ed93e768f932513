package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SharedClockTest {

  private final TestClock own = new TestClock();
  private Duration ahead = Duration.ZERO;
  private Duration wayThere = Duration.ZERO;
  private Duration wayBack = Duration.ZERO;
  private final SharedClock clock = new SharedClock(this::askedThere, own);

  private Instant askedThere() {
    own.advance(wayThere);
    Instant there = own.instant().plus(ahead);
    own.advance(wayBack);
    return there;
  }

  @Test
  void instant_ownClockIsWrong_isTheSharedTime() {
    for (Duration difference : new Duration[] {Duration.ofHours(2), Duration.ofMinutes(-3)}) {
      ahead = difference;
      clock.synchronise();
      own.advance(Duration.ofSeconds(5));
      assertThat(clock.instant()).isEqualTo(own.instant().plus(difference));
      assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
    }
  }

  @Test
  void synchronise_differenceThatTheWayExplains_changesNothing() {
    wayThere = Duration.ofMillis(80);
    wayBack = Duration.ofMillis(20);
    clock.synchronise();
    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @Test
  void synchronise_differenceThatTheWayJustExplains_changesNothing() {
    wayThere = Duration.ofMillis(100);
    clock.synchronise();
    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @Test
  void synchronise_answerThatTookJustASecond_counts() {
    ahead = Duration.ofHours(1);
    wayThere = Duration.ofMillis(500);
    wayBack = Duration.ofMillis(500);
    clock.synchronise();
    assertThat(clock.instant()).isEqualTo(own.instant().plus(ahead));
  }

  @Test
  void zone_any_isUtc() {
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(clock.withZone(ZoneOffset.MAX)).isSameAs(clock);
  }

  @Test
  void synchronise_slowAnswer_changesNothing() {
    ahead = Duration.ofHours(1);
    wayThere = Duration.ofMillis(1_001);
    clock.synchronise();
    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @Test
  void synchronise_ownClockIsSetBackMeanwhile_changesNothing() {
    ahead = Duration.ofHours(1);
    wayBack = Duration.ofSeconds(-10);
    clock.synchronise();
    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @Test
  void synchronise_noAnswer_keepsWhatIsKnown() {
    ahead = Duration.ofMinutes(1);
    clock.synchronise();
    SharedClock cutOff =
        new SharedClock(
            () -> {
              throw new IllegalStateException("away");
            },
            clock);
    assertThatIllegalStateException().isThrownBy(cutOff::synchronise);
    assertThat(cutOff.instant()).isEqualTo(own.instant().plus(ahead));
  }
}
