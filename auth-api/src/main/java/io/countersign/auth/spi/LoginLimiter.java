package io.countersign.auth.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Counts login attempts, for all nodes together. */
public interface LoginLimiter {

  /**
   * Takes one attempt from each of the keys, in their order, or none from any. Of any number of
   * simultaneous calls no more pass than a key has attempts.
   *
   * <p>A call that a later key refuses holds the earlier keys' attempts for that moment. So the key
   * that whoever asks has most hold of comes first: then nobody takes from others what is refused.
   *
   * @param keys what is limited, such as an address or a user
   * @return empty when every key had one left; else how long until the one that had none has one
   */
  Optional<Duration> take(List<String> keys);

  /** Gives an attempt back to each of the keys, because it was none to count. */
  void giveBack(List<String> keys);
}
