package io.countersign.auth.persistence;

import io.countersign.auth.core.CleanupSettings;
import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.RefreshTokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Removes a million expired families beside a steady load of refreshes, in windows that alternate
 * with windows of refreshes alone. Fails unless at least 5,000 a second are removed and the p99 of
 * the refreshes beside it is at most twice that of those alone.
 */
public final class CleanupBenchmark {

  private static final int EXPIRED = Integer.getInteger("bench.expired", 1_000_000);
  private static final int RATE = Integer.getInteger("bench.rate", 300);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final double LEAST_RATE = 5_000;
  private static final double LARGEST_RATIO = 2;
  private static final CleanupSettings SETTINGS =
      new CleanupSettings(Duration.ofMinutes(5), Duration.ofDays(90));

  private final RefreshLoad load;
  private final Cleanup cleanup;
  private final List<long[]> without = new ArrayList<>();
  private final List<long[]> with = new ArrayList<>();
  private long removed;
  private double seconds;

  private CleanupBenchmark(RefreshLoad load, Cleanup cleanup) {
    this.load = load;
    this.cleanup = cleanup;
  }

  /** Runs it; the exit status says whether it kept its bounds. */
  public static void main(String[] arguments) throws Exception {
    boolean isKept;
    try (BenchmarkDatabase database = BenchmarkDatabase.start(EXPIRED);
        JpaUnit unit = JpaUnit.onHibernate(database.dataSource())) {
      System.out.printf(
          "%n%d processors; filling in %,d expired families%n",
          Runtime.getRuntime().availableProcessors(), EXPIRED);
      database.fill();
      RefreshTokenStore store = unit.refreshTokenStore();
      try (RefreshLoad load = new RefreshLoad(store, database.liveFamilies(), RATE)) {
        isKept = new CleanupBenchmark(load, cleanup(unit, database)).isKept();
      }
    }
    System.exit(isKept ? 0 : 1);
  }

  private static Cleanup cleanup(JpaUnit unit, BenchmarkDatabase database) {
    return unit.transactional(
        Cleanup.class,
        entityManager -> {
          JpaCleanup cleanup = new JpaCleanup(database::dataSource);
          cleanup.entityManager = entityManager;
          return cleanup;
        });
  }

  private boolean isKept() throws InterruptedException {
    System.out.printf(
        "%,d live families, %d refreshes a second, windows of %d s%n%n%-9s %8s %8s %8s %10s%n",
        EXPIRED / 10,
        RATE,
        WINDOW.toSeconds(),
        "cleanup",
        "p50 ms",
        "p99 ms",
        "max ms",
        "removed/s");
    Thread.sleep(WARM_UP.toMillis());
    load.take();
    do {
      refreshAlone();
    } while (refreshBesideCleanup());
    refreshAlone();
    return isKept(percentile(pooled(without), 99), percentile(pooled(with), 99));
  }

  private void refreshAlone() throws InterruptedException {
    load.take();
    Thread.sleep(WINDOW.toMillis());
    long[] latencies = load.take();
    without.add(latencies);
    print("without", latencies, "");
  }

  /** Says whether there is more to remove. */
  private boolean refreshBesideCleanup() throws InterruptedException {
    Housekeeping housekeeping = new Housekeeping(cleanup, SETTINGS, Clock.systemUTC());
    Thread node = new Thread(housekeeping::run);
    load.take();
    long start = System.nanoTime();
    node.start();
    node.join(WINDOW.toMillis());
    boolean isMore = node.isAlive();
    double took = (System.nanoTime() - start) / 1e9;
    long[] latencies = load.take();
    housekeeping.stop();
    node.join();
    long count = housekeeping.removed().getOrDefault(Cleanup.Kind.FAMILIES, 0L);
    removed += count;
    seconds += took;
    with.add(latencies);
    print("with", latencies, "%,10.0f".formatted(count / took));
    return isMore;
  }

  private static void print(String name, long[] latencies, String rate) {
    System.out.printf(
        "%-9s %8.2f %8.2f %8.2f %10s%n",
        name,
        percentile(latencies, 50),
        percentile(latencies, 99),
        percentile(latencies, 100),
        rate);
  }

  private boolean isKept(double alone, double beside) {
    double perSecond = removed / seconds;
    System.out.printf(
        "%nremoved %,d families, %,.0f a second%np99 without %.2f ms, with %.2f ms: %.2f times%n",
        removed, perSecond, alone, beside, beside / alone);
    System.out.printf("refreshes not accepted: %d%n", load.refused());
    boolean isKept =
        removed == EXPIRED
            && load.refused() == 0
            && perSecond >= LEAST_RATE
            && beside / alone <= LARGEST_RATIO;
    System.out.println(isKept ? "kept" : "NOT KEPT: at least 5,000 a second, at most 2 times");
    return isKept;
  }

  private static long[] pooled(List<long[]> windows) {
    return windows.stream().flatMapToLong(LongStream::of).toArray();
  }

  /** In milliseconds. */
  private static double percentile(long[] latencies, int percent) {
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e3;
  }
}
