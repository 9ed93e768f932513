package io.countersign.auth.spi;

import java.time.Instant;

/** Tells the time that all nodes have in common: the database's. */
@FunctionalInterface
public interface SharedTime {

  /**
   * What time it is there.
   *
   * @throws RuntimeException when it cannot be asked now
   */
  Instant now();
}
