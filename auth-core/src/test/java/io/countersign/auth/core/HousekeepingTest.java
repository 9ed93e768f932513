package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HousekeepingTest {

  private static final CleanupSettings SETTINGS =
      new CleanupSettings(Duration.ofMinutes(5), Duration.ofDays(90));

  private final TestClock clock = new TestClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final RowsInMemory rows = new RowsInMemory();
  private final Housekeeping housekeeping = new Housekeeping(rows, SETTINGS, clock, pauses::add);

  /** Rows by when they end; a batch takes as long as it is told to. */
  private final class RowsInMemory implements Cleanup {
    private final Map<Kind, List<Instant>> ends = new EnumMap<>(Kind.class);
    private final List<Kind> batches = new ArrayList<>();
    private Duration batchTakes = Duration.ZERO;
    private boolean anotherNodeIsAtIt;
    private boolean isDown;
    private Runnable afterBatch = () -> {};

    private void add(Kind kind, int count, Instant end) {
      List<Instant> added = ends.computeIfAbsent(kind, k -> new ArrayList<>());
      for (int i = 0; i < count; i++) {
        added.add(end);
      }
    }

    private int count(Kind kind) {
      return ends.getOrDefault(kind, List.of()).size();
    }

    @Override
    public boolean runAlone(Runnable work) {
      requireUp();
      if (!anotherNodeIsAtIt) {
        work.run();
      }
      return !anotherNodeIsAtIt;
    }

    @Override
    public Batch removeBatch(Kind kind, Instant before, int limit) {
      requireUp();
      batches.add(kind);
      List<Instant> of = ends.getOrDefault(kind, new ArrayList<>());
      List<Instant> due = of.stream().filter(end -> end.isBefore(before)).limit(limit).toList();
      due.forEach(of::remove);
      clock.advance(batchTakes);
      afterBatch.run();
      return new Batch(due.size(), due.size());
    }

    @Override
    public Map<Kind, Long> backlog(Map<Kind, Instant> before) {
      requireUp();
      Map<Kind, Long> backlog = new EnumMap<>(Kind.class);
      before.forEach(
          (kind, time) ->
              backlog.put(
                  kind, ends.getOrDefault(kind, List.of()).stream().filter(time::isAfter).count()));
      return backlog;
    }

    private void requireUp() {
      if (isDown) {
        throw new IllegalStateException("connection refused");
      }
    }
  }

  private static Instant longAgo() {
    return TestClock.START.minus(Duration.ofDays(365));
  }

  @Test
  void run_everyKind_isRemovedToTheLastBatch() {
    for (Cleanup.Kind kind : Cleanup.Kind.values()) {
      rows.add(kind, 2 * Housekeeping.BATCH + 1, longAgo());
    }
    housekeeping.run();
    for (Cleanup.Kind kind : Cleanup.Kind.values()) {
      assertThat(rows.count(kind)).isZero();
      assertThat(housekeeping.removed()).containsEntry(kind, 2L * Housekeeping.BATCH + 1);
      assertThat(housekeeping.backlog()).containsEntry(kind, 0L);
    }
    assertThat(rows.batches).hasSize(3 * Cleanup.Kind.values().length);
  }

  @Test
  void run_denials_comeAfterTheFamiliesTheyWaitFor() {
    housekeeping.run();
    assertThat(rows.batches).startsWith(Cleanup.Kind.FAMILIES, Cleanup.Kind.DENIALS);
  }

  @Test
  void run_whatAnotherNodeMayNeed_isKept() {
    Instant fiveMinutesAgo = TestClock.START.minus(Duration.ofMinutes(5));
    rows.add(Cleanup.Kind.FAMILIES, 1, fiveMinutesAgo.minus(Denial.LONGEST));
    rows.add(Cleanup.Kind.DENIALS, 1, fiveMinutesAgo);
    rows.add(Cleanup.Kind.LOGIN_ATTEMPTS, 1, fiveMinutesAgo);
    housekeeping.run();
    assertThat(housekeeping.removed().values()).containsOnly(0L);

    clock.advance(Duration.ofNanos(1));
    housekeeping.run();
    assertThat(housekeeping.removed())
        .containsEntry(Cleanup.Kind.FAMILIES, 1L)
        .containsEntry(Cleanup.Kind.DENIALS, 1L)
        .containsEntry(Cleanup.Kind.LOGIN_ATTEMPTS, 1L);
  }

  @Test
  void run_event_isRemovedAfterItsRetention() {
    rows.add(Cleanup.Kind.EVENTS, 1, TestClock.START.minus(Duration.ofDays(90)));
    housekeeping.run();
    assertThat(rows.count(Cleanup.Kind.EVENTS)).isEqualTo(1);
    clock.advance(Duration.ofNanos(1));
    housekeeping.run();
    assertThat(rows.count(Cleanup.Kind.EVENTS)).isZero();
  }

  @Test
  void run_betweenBatches_restsThreeTimesAsLongAsTheBatchTook() {
    rows.add(Cleanup.Kind.FAMILIES, 2 * Housekeeping.BATCH, longAgo());
    rows.batchTakes = Duration.ofMillis(30);
    housekeeping.run();
    assertThat(pauses).containsExactly(Duration.ofMillis(90), Duration.ofMillis(90));
  }

  @Test
  void run_fastBatches_areNoMoreThan7500RowsASecond() {
    rows.add(Cleanup.Kind.FAMILIES, Housekeeping.BATCH, longAgo());
    rows.batchTakes = Duration.ofMillis(6);
    housekeeping.run();
    assertThat(pauses).containsExactly(Duration.ofMillis(60));
  }

  @Test
  void run_slowBatchOrClockSetBack_restsASecondAtMost() {
    rows.add(Cleanup.Kind.FAMILIES, Housekeeping.BATCH, longAgo());
    rows.batchTakes = Duration.ofHours(1);
    housekeeping.run();
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));

    rows.add(Cleanup.Kind.FAMILIES, Housekeeping.BATCH, longAgo());
    rows.batchTakes = Duration.ofHours(-1);
    housekeeping.run();
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void run_anotherNodeIsAtIt_removesNothingAndKnowsWhatIsLeft() {
    rows.add(Cleanup.Kind.FAMILIES, 3, longAgo());
    rows.anotherNodeIsAtIt = true;
    housekeeping.run();
    assertThat(rows.batches).isEmpty();
    assertThat(housekeeping.backlog()).containsEntry(Cleanup.Kind.FAMILIES, 3L);
  }

  @Test
  void run_storeDoesNotAnswer_isTriedAgain() {
    rows.add(Cleanup.Kind.FAMILIES, 3, longAgo());
    rows.isDown = true;
    assertThatCode(housekeeping::run).doesNotThrowAnyException();
    rows.isDown = false;
    housekeeping.run();
    assertThat(rows.count(Cleanup.Kind.FAMILIES)).isZero();
  }

  @Test
  void stop_duringARun_endsItAfterItsBatch() {
    rows.add(Cleanup.Kind.FAMILIES, 2 * Housekeeping.BATCH, longAgo());
    rows.afterBatch = housekeeping::stop;
    housekeeping.run();
    assertThat(rows.count(Cleanup.Kind.FAMILIES)).isEqualTo(Housekeeping.BATCH);
    assertThat(rows.batches).containsExactly(Cleanup.Kind.FAMILIES);
    housekeeping.run();
    assertThat(rows.batches).hasSize(1);
  }

  /** The pause is a second: the test's time-out says that it was not slept through each time. */
  @Test
  @Timeout(10)
  void stop_duringAPause_endsIt() throws Exception {
    rows.add(Cleanup.Kind.FAMILIES, 30 * Housekeeping.BATCH, longAgo());
    rows.batchTakes = Duration.ofSeconds(1);
    Housekeeping pausing = new Housekeeping(rows, SETTINGS, clock);
    ExecutorService stopper = Executors.newSingleThreadExecutor();
    try {
      List<Future<?>> stops = new ArrayList<>();
      rows.afterBatch = () -> stops.add(stopper.submit(pausing::stop));
      pausing.run();
      assertThat(rows.count(Cleanup.Kind.FAMILIES)).isGreaterThan(27 * Housekeeping.BATCH);
    } finally {
      stopper.shutdownNow();
    }
  }

  @Test
  void run_interruptedWhileItRests_endsAfterItsBatch() {
    rows.add(Cleanup.Kind.FAMILIES, 3 * Housekeeping.BATCH, longAgo());
    Thread.currentThread().interrupt();
    new Housekeeping(rows, SETTINGS, clock).run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(rows.batches).containsExactly(Cleanup.Kind.FAMILIES);
  }
}
