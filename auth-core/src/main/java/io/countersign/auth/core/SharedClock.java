package io.countersign.auth.core;

import io.countersign.auth.spi.SharedTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock with the time that all nodes share. It corrects this node's own clock by the last
 * measured difference, so it need not ask each time.
 *
 * <p>What one node decides holds for all: which tokens have expired, which keys sign, what is
 * removed. A node whose clock is wrong must not decide otherwise than the rest.
 */
public final class SharedClock extends Clock {

  private static final System.Logger LOG = System.getLogger(SharedClock.class.getName());

  /** An answer that took longer is too inexact to use. */
  private static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(1);

  /** A larger change is logged. */
  private static final Duration NOTABLE = Duration.ofSeconds(1);

  private final SharedTime shared;
  private final Clock own;
  private volatile Duration offset = Duration.ZERO;

  /**
   * A clock that is right once it has been {@linkplain #synchronise() synchronised}.
   *
   * @param shared the time of all nodes
   * @param own this node's clock
   */
  public SharedClock(SharedTime shared, Clock own) {
    this.shared = shared;
    this.own = own;
  }

  /**
   * Measures how much this node's clock differs. Call it again and again: clocks drift, and
   * databases fail over. It ignores a change that the round trip alone can explain, and an answer
   * that took more than a second.
   *
   * @throws RuntimeException when the shared time cannot be asked; the last difference stays in use
   */
  public void synchronise() {
    Instant asked = own.instant();
    Instant there = shared.now();
    Duration roundTrip = Duration.between(asked, own.instant());
    if (roundTrip.isNegative() || roundTrip.compareTo(LONGEST_ROUND_TRIP) > 0) {
      return;
    }
    Duration half = roundTrip.dividedBy(2);
    Duration seen = Duration.between(asked.plus(half), there);
    Duration change = seen.minus(offset).abs();
    if (change.compareTo(half) <= 0) {
      return;
    }
    if (change.compareTo(NOTABLE) > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The clock of this machine differs from the database''s by {0}; the database''s counts",
          seen);
    }
    offset = seen;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Time zones do not matter here. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
