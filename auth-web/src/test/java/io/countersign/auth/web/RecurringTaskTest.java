package io.countersign.auth.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurringTaskTest {

  private static final Duration NO_TIME = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final ThreadFactory threads =
      work -> {
        var thread = new Thread(work);
        thread.setDaemon(true);
        started.add(thread);
        return thread;
      };

  @AfterEach
  void interrupt() {
    started.forEach(Thread::interrupt);
  }

  @Test
  void taskThatTakesLong_delaysNoOther() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var runs = new Semaphore(0);
    RecurringTask.start(
        threads,
        () -> {
          begun.countDown();
          await(end);
        },
        NO_TIME,
        NO_TIME);
    assertThat(begun.await(10, SECONDS)).isTrue();
    RecurringTask.start(threads, runs::release, NO_TIME, NO_TIME);
    assertThat(runs.tryAcquire(3, 10, SECONDS)).isTrue();
    end.countDown();
  }

  @Test
  void taskThatFails_isRunAgain() throws Exception {
    var runs = new Semaphore(0);
    RecurringTask.start(
        threads,
        () -> {
          runs.release();
          throw new IllegalStateException("on purpose");
        },
        NO_TIME,
        NO_TIME);
    assertThat(runs.tryAcquire(3, 10, SECONDS)).isTrue();
  }

  @Test
  void stop_whileWaiting_endsTheThread() throws Exception {
    var runs = new AtomicInteger();
    var task = RecurringTask.start(threads, runs::incrementAndGet, LONG, LONG);
    task.stop();
    requireEnd();
    assertThat(runs).hasValue(0);
  }

  @Test
  void stop_duringARun_letsItEndAndIsTheLast() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var ended = new AtomicInteger();
    var task =
        RecurringTask.start(
            threads,
            () -> {
              begun.countDown();
              await(end);
              ended.incrementAndGet();
            },
            Duration.ZERO,
            Duration.ZERO);
    assertThat(begun.await(10, SECONDS)).isTrue();
    task.stop();
    end.countDown();
    requireEnd();
    assertThat(ended).hasValue(1);
  }

  private void requireEnd() throws InterruptedException {
    started.get(0).join(10_000);
    assertThat(started.get(0).isAlive()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
