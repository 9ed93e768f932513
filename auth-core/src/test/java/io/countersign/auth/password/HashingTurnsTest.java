package io.countersign.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingTurnsTest {

  private final HashingTurns turns = new HashingTurns(1);
  private final BlockingQueue<HashingLane> begun = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Returns when the turn is waited for, so that whoever waits does so in a known order. */
  private void waitFor(HashingLane lane) {
    int before = turns.waiting(lane);
    threads.execute(
        () -> {
          turns.begin(lane);
          begun.add(lane);
        });
    while (turns.waiting(lane) == before) {
      Thread.onSpinWait();
    }
  }

  private void fill(HashingLane lane) {
    for (int i = 0; i < lane.waiting(); i++) {
      waitFor(lane);
    }
  }

  private List<HashingLane> end(int turnsToEnd) throws InterruptedException {
    List<HashingLane> next = new ArrayList<>();
    for (int i = 0; i < turnsToEnd; i++) {
      turns.end();
      next.add(begun.take());
    }
    return next;
  }

  @Test
  void begin_strangersWaitEverywhere_whoIsKnownIsNext() throws Exception {
    turns.begin(HashingLane.STRANGE);
    fill(HashingLane.STRANGE);
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> turns.begin(HashingLane.STRANGE))
        .extracting(TooManyAttemptsException::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(1)));
    waitFor(HashingLane.FAMILIAR);
    waitFor(HashingLane.PROVEN);
    assertThat(end(2)).containsExactly(HashingLane.PROVEN, HashingLane.FAMILIAR);
  }

  @Test
  void end_allLanesWait_theyTakeTurns() throws Exception {
    turns.begin(HashingLane.STRANGE);
    for (HashingLane lane : HashingLane.values()) {
      fill(lane);
    }
    assertThat(end(6))
        .containsExactly(
            HashingLane.PROVEN,
            HashingLane.FAMILIAR,
            HashingLane.STRANGE,
            HashingLane.PROVEN,
            HashingLane.FAMILIAR,
            HashingLane.STRANGE);
    assertThat(end(4))
        .containsExactly(
            HashingLane.FAMILIAR, HashingLane.STRANGE, HashingLane.FAMILIAR, HashingLane.STRANGE);
  }

  @Test
  void end_nobodyWaits_theNextBeginsAtOnce() {
    for (int i = 0; i < 3; i++) {
      turns.begin(HashingLane.STRANGE);
      turns.end();
    }
    turns.begin(HashingLane.PROVEN);
    assertThat(turns.waiting(HashingLane.PROVEN)).isZero();
  }
}
