package io.countersign.auth.login;

import io.countersign.auth.spi.LoginLimiter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits a moment when the last attempts are only in flight: their outcome decides whether one is
 * left. Only a few callers may wait, because each of them holds a thread.
 */
final class PatientLimiter implements LoginLimiter {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long until it looks again. It does not hear what other nodes settle. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final int MOST_WAITING = 3 * Runtime.getRuntime().availableProcessors();

  private final LoginLimiter limiter;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private volatile CountDownLatch nextSettled = new CountDownLatch(1);

  PatientLimiter(LoginLimiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public Taken takeEach(List<List<Limit>> groups) {
    CountDownLatch settled = nextSettled;
    Taken taken = limiter.takeEach(groups);
    if (!isInFlight(taken) || !places.tryAcquire()) {
      return taken;
    }
    try {
      return takeOthersWithin(PATIENCE, taken, groups, settled);
    } finally {
      places.release();
    }
  }

  private Taken takeOthersWithin(
      Duration patience, Taken before, List<List<Limit>> groups, CountDownLatch settledSince) {
    long end = System.nanoTime() + patience.toNanos();
    CountDownLatch settled = settledSince;
    Taken taken = before;
    do {
      await(settled);
      settled = nextSettled;
      Taken more = limiter.takeEach(groups.subList(taken.groups(), groups.size()));
      taken = new Taken(taken.groups() + more.groups(), more.refusal());
    } while (isInFlight(taken)
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted());
    return taken;
  }

  private static void await(CountDownLatch settled) {
    try {
      boolean unused = settled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInFlight(Taken taken) {
    return taken.refusal().filter(Refusal::inFlight).isPresent();
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
