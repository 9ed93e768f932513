package io.countersign.auth.web;

import io.countersign.auth.spi.Cleanup;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows what is left to be cleaned up. To count it takes a while, so it is done once for all kinds,
 * and not again for some seconds however often they are asked for.
 */
final class BacklogGauges {

  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Supplier<Map<Cleanup.Kind, Long>> backlog;
  private final Clock clock;
  private Instant countedAt = Instant.MIN;
  private Map<Cleanup.Kind, Long> counted = Map.of();

  BacklogGauges(Supplier<Map<Cleanup.Kind, Long>> backlog, Clock clock) {
    this.backlog = backlog;
    this.clock = clock;
  }

  void register(MeterRegistry registry) {
    for (Cleanup.Kind kind : Cleanup.Kind.values()) {
      Gauge.builder("countersign.cleanup.backlog", () -> rows(kind))
          .description("Rows that have expired and are not removed yet, by kind")
          .tag("kind", Tally.name(kind))
          .register(registry);
    }
  }

  /** Not a number while it cannot be counted. */
  private synchronized double rows(Cleanup.Kind kind) {
    Instant now = clock.instant();
    if (now.isAfter(countedAt.plus(KEPT))) {
      countedAt = now;
      counted = count();
    }
    Long rows = counted.get(kind);
    return rows == null ? Double.NaN : rows;
  }

  private Map<Cleanup.Kind, Long> count() {
    try {
      return backlog.get();
    } catch (RuntimeException e) { // the other metrics are shown all the same
      return Map.of();
    }
  }
}
