package io.countersign.auth.spi;

import io.countersign.auth.spi.SecurityEventStore.Steps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Numbers in memory. */
public final class InMemoryRefreshCounts implements RefreshCounts {

  private final TreeMap<Instant, Long> minutes = new TreeMap<>();

  @Override
  public synchronized void add(Instant at, long refreshes, Instant keptSince) {
    minutes.merge(at.truncatedTo(ChronoUnit.MINUTES), refreshes, Long::sum);
    minutes.headMap(keptSince).clear();
  }

  @Override
  public synchronized Map<Integer, Long> count(Steps steps) {
    Map<Integer, Long> counts = new HashMap<>();
    minutes
        .subMap(steps.from(), steps.until())
        .forEach((minute, refreshes) -> counts.merge(steps.of(minute), refreshes, Long::sum));
    return counts;
  }
}
