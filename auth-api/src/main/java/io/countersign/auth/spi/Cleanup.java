package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Map;

/** Removes what has expired, in small batches that wait for nobody and keep nobody waiting. */
public interface Cleanup {

  /** What is removed. */
  enum Kind {
    /** Families whose end is past. */
    FAMILIES,
    /** Denials whose tokens have all expired, and the epochs that no family remembers. */
    DENIALS,
    /** Security events past their retention. */
    EVENTS,
    /** Counters of login attempts that are full again. */
    LOGIN_ATTEMPTS
  }

  /**
   * Runs {@code work} if no other node is at it.
   *
   * @return whether it ran
   */
  boolean runAlone(Runnable work);

  /**
   * Removes one batch, committed when the call returns.
   *
   * @param kind of what
   * @param before what ended before this time
   * @param limit how many rows at most
   * @return how many were looked at: fewer than {@code limit} when there is no more
   */
  int removeBatch(Kind kind, Instant before, int limit);

  /** How many rows of each kind there are to be removed, as of {@code before}. */
  Map<Kind, Long> backlog(Map<Kind, Instant> before);
}
