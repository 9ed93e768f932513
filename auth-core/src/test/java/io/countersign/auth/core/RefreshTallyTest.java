package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.auth.spi.InMemoryRefreshCounts;
import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.SecurityEventStore.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshTallyTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final TestClock clock = new TestClock();
  private final InMemoryRefreshCounts kept = new InMemoryRefreshCounts();
  private boolean isDown;

  private final RefreshTally tally =
      new RefreshTally(
          new RefreshCounts() {
            @Override
            public void add(Instant at, long refreshes, Instant keptSince) {
              if (isDown) {
                throw new IllegalStateException("down");
              }
              kept.add(at, refreshes, keptSince);
            }

            @Override
            public Map<Integer, Long> count(Steps steps) {
              return kept.count(steps);
            }
          },
          DAY,
          clock);

  private Map<Integer, Long> byDay() {
    Instant day = clock.instant().minus(DAY.multipliedBy(2));
    return kept.count(new Steps(day, day.plus(DAY.multipliedBy(3)), DAY));
  }

  @Test
  void handOn_countsWhatGaveTokens_andOnce() {
    for (RefreshOutcome outcome : RefreshOutcome.values()) {
      tally.count(outcome);
    }
    tally.count(RefreshOutcome.ACCEPTED);
    tally.handOn();
    tally.handOn();
    assertThat(byDay().values()).containsExactly(2L);
  }

  @Test
  void handOn_storeIsDown_keepsTheNumberForTheNextTime() {
    tally.count(RefreshOutcome.ACCEPTED);
    isDown = true;
    assertThatIllegalStateException().isThrownBy(tally::handOn);
    tally.count(RefreshOutcome.ACCEPTED);
    isDown = false;
    tally.handOn();
    assertThat(byDay().values()).containsExactly(2L);
  }

  @Test
  void handOn_afterTheRetention_forgets() {
    tally.count(RefreshOutcome.ACCEPTED);
    tally.handOn();
    clock.advance(DAY.plusMinutes(1));
    tally.count(RefreshOutcome.ACCEPTED);
    tally.handOn();
    assertThat(byDay().values()).containsExactly(1L);
  }
}
