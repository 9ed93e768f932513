package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Map;

/** Removes what has expired, in small batches that wait for nobody and keep nobody waiting. */
public interface Cleanup {

  /** What is removed. */
  enum Kind {
    /** Families whose end is past; one that ended early is kept until then. */
    FAMILIES,
    /** Denials whose tokens have all expired, and epochs whose ended families are all gone. */
    DENIALS,
    /** Security events past their retention. */
    EVENTS,
    /** Counters to which all login attempts have come back. */
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
   * Runs {@code work} unless another node is running it. When a node dies, another may run it.
   *
   * @return whether it ran
   * @throws RuntimeException what {@code work} throws, or when the store does not answer
   */
  boolean runAlone(Runnable work);

  /**
   * Removes one batch, committed when the call returns. A row that somebody else holds is left to a
   * later call.
   *
   * @param kind what to remove
   * @param before only what ended before this time
   * @param limit how many rows to look at, at most; fewer are looked at when there are no more, or
   *     others hold some
   */
  Batch removeBatch(Kind kind, Instant before, int limit);

  /**
   * Counts the rows of each kind that {@link #removeBatch} still has to look at. A store may stop
   * counting at a million.
   *
   * @param before for each kind, as for {@link #removeBatch}
   */
  Map<Kind, Long> backlog(Map<Kind, Instant> before);
}
