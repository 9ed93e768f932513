package io.countersign.auth.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was counted, and the longest time in which no refresh was accepted. */
final class Tally {

  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private long refreshed;
  private long lastRefresh = System.nanoTime();
  private long longestGap;

  Tally() {
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  void count(Outcome outcome) {
    adder(outcome).increment();
  }

  private LongAdder adder(Outcome outcome) {
    return counts.computeIfAbsent(outcome, it -> new LongAdder());
  }

  /** Counts what must not occur, and remembers what it was. */
  void fault(Outcome outcome, String what) {
    count(outcome);
    faults.add(outcome + ": " + what);
  }

  long of(Outcome outcome) {
    return adder(outcome).sum();
  }

  /** What must not have occurred. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Counts one more refresh, the time to which since the last may be the longest so far. */
  synchronized void countRefresh() {
    count(Outcome.REFRESHED);
    refreshed++;
    long now = System.nanoTime();
    longestGap = Math.max(longestGap, now - lastRefresh);
    lastRefresh = now;
    notifyAll();
  }

  /** From now on there are clients. */
  synchronized void begin() {
    lastRefresh = System.nanoTime();
  }

  /** Waits until so many refreshes have been accepted, no longer than to this nanosecond. */
  synchronized boolean awaitRefreshes(long wanted, long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (refreshed < wanted && left > 0) {
      wait(Math.max(1, left / 1_000_000));
      left = until - System.nanoTime();
    }
    return refreshed >= wanted;
  }

  /** Waits until so many refreshes have been accepted, however long that takes. */
  synchronized void awaitRefreshes(long wanted) throws InterruptedException {
    while (refreshed < wanted) {
      wait();
    }
  }

  synchronized Duration longestGap() {
    return Duration.ofNanos(longestGap);
  }

  /** The table. */
  String table() {
    return Stream.concat(
            Stream.of(Outcome.values()).map(it -> line(it.words(), "%,d".formatted(of(it)))),
            Stream.of(
                line(
                    "longest time without an accepted refresh",
                    "%.1f s".formatted(longestGap().toMillis() / 1000.0))))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private static String line(String words, String figure) {
    return "%-44s%10s".formatted(words, figure);
  }
}
