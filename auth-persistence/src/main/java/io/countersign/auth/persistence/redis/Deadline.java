package io.countersign.auth.persistence.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Until when a thread waits for Redis, all in all.
 *
 * <p>A time-out of a socket bounds one read of it; a call can take many, for it may have to connect
 * and to log in first. A thread-local tells the sockets, since a pool opens them out of sight of
 * the caller.
 */
final class Deadline {

  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private Deadline() {}

  /** Calls with this long to wait. */
  static <T> T within(Duration limit, Supplier<T> call) {
    END.set(System.nanoTime() + limit.toNanos());
    try {
      return call.get();
    } finally {
      END.remove();
    }
  }

  /**
   * How many milliseconds are left, at least one.
   *
   * @throws SocketTimeoutException when none is left
   */
  static int remainingMillis() throws SocketTimeoutException {
    Long end = END.get();
    long left = end == null ? 0 : (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) left;
  }
}
