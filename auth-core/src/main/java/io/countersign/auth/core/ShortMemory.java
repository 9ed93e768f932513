package io.countersign.auth.core;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes caches on one node that forget their entries after a time. */
public final class ShortMemory {

  private ShortMemory() {}

  /**
   * A cache that forgets an entry when its time is over, or when there are too many.
   *
   * @param remembered how long an entry stays
   * @param most how many entries stay at once
   * @param clock tells the time
   */
  public static <K, V> Cache<K, V> of(Duration remembered, int most, Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(remembered)
        .executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }
}
