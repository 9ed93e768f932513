package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Map;

/** Removes what has expired, in small batches that wait for nobody and keep nobody waiting. */
public interface Cleanup {

  /** What is removed. */
  enum Kind {
    /** Families whose end is past; one that ended early is kept until then. */
    FAMILIES,
    /** Denials whose tokens have all expired, and the epochs that no family remembers. */
    DENIALS,
    /** Security events past their retention. */
    EVENTS,
    /** Counters of login attempts that are full again. */
    LOGIN_ATTEMPTS
  }

  /**
   * A batch that is done.
   *
   * @param looked how many rows were looked at
   * @param removed how many of them were removed; the others were found to be needed still
   */
  record Batch(int looked, int removed) {}

  /**
   * Runs {@code work} if no other node is at it; a node that dies leaves it to the others.
   *
   * @return whether it ran
   * @throws RuntimeException what {@code work} throws, or when the store does not answer
   */
  boolean runAlone(Runnable work);

  /**
   * Removes one batch, committed when the call returns. A row that somebody else holds is left to a
   * later call.
   *
   * @param kind of what
   * @param before what ended before this time
   * @param limit how many rows to look at, at most; fewer are looked at when there are no more
   */
  Batch removeBatch(Kind kind, Instant before, int limit);

  /**
   * How many rows of each kind are to be looked at, as of {@code before}. A store may stop counting
   * at a million.
   */
  Map<Kind, Long> backlog(Map<Kind, Instant> before);
}
