package io.countersign.auth.persistence.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The time at which a thread stops waiting for Redis, over all reads of one call.
 *
 * <p>A socket's time-out bounds one read. A call can take many reads, for it may have to connect
 * and to log in first. A thread-local tells the sockets the deadline, since a pool opens them out
 * of sight of the caller.
 */
final class Deadline {

  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private Deadline() {}

  /** Makes a call that waits for this long at most. */
  static <T> T within(Duration limit, Supplier<T> call) {
    END.set(System.nanoTime() + limit.toNanos());
    try {
      return call.get();
    } finally {
      END.remove();
    }
  }

  /**
   * The milliseconds that are left, at least 1.
   *
   * @throws SocketTimeoutException when no time is left
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
