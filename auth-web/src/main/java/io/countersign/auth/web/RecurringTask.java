package io.countersign.auth.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task again and again on a thread of its own, so that no other task waits for a slow one. A
 * server's scheduler may have one thread for all tasks.
 */
final class RecurringTask {

  private static final System.Logger LOG = System.getLogger(RecurringTask.class.getName());

  private final Runnable task;
  private final Duration delay;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RecurringTask(Runnable task, Duration delay, Duration pause) {
    this.task = task;
    this.delay = delay;
    this.pause = pause;
  }

  /**
   * Starts its thread.
   *
   * @param delay the time until the first run
   * @param pause the time from the end of a run to the next one, whether it failed or not
   */
  static RecurringTask start(ThreadFactory threads, Runnable task, Duration delay, Duration pause) {
    RecurringTask recurring = new RecurringTask(task, delay, pause);
    threads.newThread(recurring::runUntilStopped).start();
    return recurring;
  }

  private void runUntilStopped() {
    boolean goesOn = !isStoppedWithin(delay);
    while (goesOn) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A task in the background failed", e);
      }
      goesOn = !isStoppedWithin(pause);
    }
  }

  /** An interrupt is the server's word that it stops. */
  private boolean isStoppedWithin(Duration time) {
    try {
      return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Lets no further run begin. It does not wait for a run to end. */
  void stop() {
    stopped.countDown();
  }
}
