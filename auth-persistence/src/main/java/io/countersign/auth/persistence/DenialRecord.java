package io.countersign.auth.persistence;

import io.countersign.auth.spi.Denial;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of all denials, which a denylist in memory is filled from. */
public interface DenialRecord {

  /**
   * A page of the denials that a denylist in memory may not have yet, in the order of their kinds
   * and ids.
   *
   * @param after only denials after this one, null for the first page
   */
  List<Denial> unpublished(@Nullable Denial after, int limit);

  /**
   * A page of the denials that have not expired, in the order of their kinds and ids.
   *
   * @param after only denials after this one, null for the first page
   */
  List<Denial> live(@Nullable Denial after, int limit, Instant now);

  /**
   * Marks denials as published, unless they have been changed since they were read. It does not
   * wait: it skips a denial that another transaction is changing or marking.
   */
  void markPublished(List<Denial> denials);
}
