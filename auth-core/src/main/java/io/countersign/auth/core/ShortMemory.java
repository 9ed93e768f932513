package io.countersign.auth.core;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes memories of one node that forget. */
public final class ShortMemory {

  private ShortMemory() {}

  /**
   * A memory that forgets what was put into it after a time, and what is one too many.
   *
   * @param clock whose time it is
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
