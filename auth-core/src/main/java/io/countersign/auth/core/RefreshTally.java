package io.countersign.auth.core;

import io.countersign.auth.spi.RefreshCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the refreshes of this node in memory and hands their number on now and then, so that a
 * refresh writes nothing more for it. A node that dies takes along what it has not handed on.
 */
public final class RefreshTally {

  private final RefreshCounts counts;
  private final Duration retention;
  private final Clock clock;
  private final AtomicLong waiting = new AtomicLong();

  /**
   * Counts from 0.
   *
   * @param counts what keeps the numbers
   * @param retention for how long
   */
  public RefreshTally(RefreshCounts counts, Duration retention, Clock clock) {
    this.counts = counts;
    this.retention = retention;
    this.clock = clock;
  }

  /** Counts a refresh that gave new tokens. */
  public void count(RefreshOutcome outcome) {
    if (outcome == RefreshOutcome.ACCEPTED) {
      waiting.incrementAndGet();
    }
  }

  /**
   * Hands on what was counted since the last time, as of now. What cannot be kept waits for the
   * next time.
   *
   * @throws RuntimeException when the store does not keep it
   */
  public void handOn() {
    long counted = waiting.getAndSet(0);
    if (counted == 0) {
      return;
    }
    Instant now = clock.instant();
    try {
      counts.add(now, counted, now.minus(retention));
    } catch (RuntimeException e) {
      waiting.addAndGet(counted);
      throw e;
    }
  }
}
