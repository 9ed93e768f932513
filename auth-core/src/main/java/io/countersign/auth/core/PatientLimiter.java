package io.countersign.auth.core;

import io.countersign.auth.spi.LoginLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits a moment where attempts are only in flight: the outcome of others decides whether there is
 * one left. No more wait than a few, each of whom holds a thread.
 */
final class PatientLimiter implements LoginLimiter {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** After which it looks again: what other nodes settle is not heard here. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final int MOST_WAITING = 3 * Runtime.getRuntime().availableProcessors();

  private final LoginLimiter limiter;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private volatile CountDownLatch nextSettled = new CountDownLatch(1);

  PatientLimiter(LoginLimiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public Optional<Refusal> take(List<Limit> limits) {
    CountDownLatch settled = nextSettled;
    Optional<Refusal> refusal = limiter.take(limits);
    if (!isInFlight(refusal) || !places.tryAcquire()) {
      return refusal;
    }
    try {
      return takeWithin(PATIENCE, limits, settled);
    } finally {
      places.release();
    }
  }

  private Optional<Refusal> takeWithin(
      Duration patience, List<Limit> limits, CountDownLatch settledSince) {
    long end = System.nanoTime() + patience.toNanos();
    CountDownLatch settled = settledSince;
    Optional<Refusal> refusal;
    do {
      await(settled);
      settled = nextSettled;
      refusal = limiter.take(limits);
    } while (isInFlight(refusal)
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted());
    return refusal;
  }

  private static void await(CountDownLatch settled) {
    try {
      boolean unused = settled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInFlight(Optional<Refusal> refusal) {
    return refusal.filter(Refusal::inFlight).isPresent();
  }

  @Override
  public void giveBack(List<Limit> limits) {
    limiter.giveBack(limits);
    tellWaiting();
  }

  @Override
  public void spend(List<Limit> limits) {
    limiter.spend(limits);
    tellWaiting();
  }

  private synchronized void tellWaiting() {
    CountDownLatch settled = nextSettled;
    nextSettled = new CountDownLatch(1);
    settled.countDown();
  }
}
