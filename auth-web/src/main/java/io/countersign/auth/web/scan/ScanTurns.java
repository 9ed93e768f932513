package io.countersign.auth.web.scan;

import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.web.access.OneAtATime;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets each user scan one token at a time, and all users together as many as there are processors.
 * A hostile token may cost a processor some tenths of a second.
 */
final class ScanTurns {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Semaphore processors;
  private final OneAtATime scans = new OneAtATime();

  /** Turns for so many scans at a time. */
  ScanTurns(int atATime) {
    processors = new Semaphore(atATime);
  }

  /**
   * Does a user's scan.
   *
   * @throws TooManyAttemptsException when this user is scanning already, or all turns are taken;
   *     with 1 s to wait
   */
  <T> T take(String user, Supplier<T> scan) {
    return scans.take(user, () -> onAProcessor(scan));
  }

  private <T> T onAProcessor(Supplier<T> scan) {
    if (!processors.tryAcquire()) {
      throw new TooManyAttemptsException(SOON);
    }
    try {
      return scan.get();
    } finally {
      processors.release();
    }
  }
}
