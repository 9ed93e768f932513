package io.countersign.auth.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Counts login attempts, for all nodes together. */
public interface LoginLimiter {

  /**
   * Takes one attempt from each of the keys, or none from any.
   *
   * @param keys what is limited, such as a user or an address
   * @return empty when every key had one left; else how long until there is one
   */
  Optional<Duration> take(List<String> keys);

  /** Gives an attempt back to each of the keys, because it was none to count. */
  void giveBack(List<String> keys);
}
