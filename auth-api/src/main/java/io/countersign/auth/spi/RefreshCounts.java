package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Map;

/** Keeps how many refreshes succeeded in each minute, on all nodes together. */
public interface RefreshCounts {

  /**
   * Adds to the number of a minute, committed when the call returns. It forgets the minutes that
   * are older than is kept.
   *
   * @param at a time within the minute
   * @param refreshes how many more, at least 1
   * @param keptSince the beginning of what is kept
   */
  void add(Instant at, long refreshes, Instant keptSince);

  /**
   * Counts refreshes by step. A minute is counted where it begins.
   *
   * @return the numbers that are not 0, by the step's number from 0
   */
  Map<Integer, Long> count(SecurityEventStore.Steps steps);
}
