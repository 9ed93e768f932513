package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.SecurityEventStore.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RefreshCounts} does. */
public abstract class RefreshCountsContract {

  private static final int AT_ONCE = 8;

  /** A day of this test alone. */
  private final Instant t0 =
      Instant.parse("2030-01-01T12:00:00Z")
          .plus(Duration.ofDays(ThreadLocalRandom.current().nextInt(100_000)));

  /** The adapter under test. */
  protected abstract RefreshCounts counts();

  private void add(Duration after, long refreshes) {
    counts().add(t0.plus(after), refreshes, Instant.EPOCH);
  }

  private Steps steps(Duration length, int number) {
    return new Steps(t0, t0.plus(length.multipliedBy(number)), length);
  }

  @Test
  void count_bySteps_addsUpTheMinutesThatBeginInThem() {
    add(Duration.ofSeconds(-1), 1000);
    add(Duration.ZERO, 1);
    add(Duration.ofSeconds(59), 2);
    add(Duration.ofMinutes(10), 4);
    add(Duration.ofMinutes(59), 8);
    add(Duration.ofHours(1), 16);
    add(Duration.ofHours(3), 1000);
    assertThat(counts().count(steps(Duration.ofHours(1), 3)))
        .containsOnlyKeys(0, 1)
        .containsEntry(0, 15L)
        .containsEntry(1, 16L);
    assertThat(counts().count(steps(Duration.ofSeconds(30), 4)))
        .containsOnlyKeys(0)
        .containsEntry(0, 3L);
    assertThat(counts().count(steps(Duration.ofSeconds(1), 1))).containsEntry(0, 3L);
  }

  @Test
  void count_ofTimesLongAgo_isNothing() {
    Instant from = Instant.parse("0001-01-01T00:00:00Z");
    assertThat(
            counts().count(new Steps(from, from.plus(Duration.ofDays(3000)), Duration.ofDays(366))))
        .isEmpty();
  }

  @Test
  void add_toOneMinuteByManyAtOnce_losesNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Void>> adding =
          IntStream.range(0, 5 * AT_ONCE)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        add(Duration.ofSeconds(i), 1);
                        return null;
                      })
              .toList();
      for (Future<Void> added : threads.invokeAll(adding)) {
        added.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(counts().count(steps(Duration.ofMinutes(1), 1))).containsEntry(0, 5L * AT_ONCE);
  }

  @Test
  void add_forgetsWhatIsOlderThanIsKept() {
    add(Duration.ZERO, 1);
    add(Duration.ofMinutes(1), 2);
    counts().add(t0.plusSeconds(120), 4, t0.plusSeconds(60));
    assertThat(counts().count(steps(Duration.ofMinutes(1), 3))).containsOnlyKeys(1, 2);
  }
}
