package io.countersign.auth.core;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Clock;
import java.time.Duration;

/** Lets one report a minute pass for each key, so that nobody fills the events. */
public final class OnceAMinute<K> {

  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Cache<K, Boolean> noted;

  /**
   * Nothing has been reported yet.
   *
   * @param clock whose minutes they are
   */
  public OnceAMinute(Clock clock) {
    this.noted = ShortMemory.of(QUIET, MOST, clock);
  }

  /** Whether this is the first time within a minute, which begins with it. */
  public boolean isFirst(K key) {
    return noted.asMap().putIfAbsent(key, Boolean.TRUE) == null;
  }

  /** Begins a minute in which nothing is the first. */
  void note(K key) {
    noted.put(key, Boolean.TRUE);
  }
}
