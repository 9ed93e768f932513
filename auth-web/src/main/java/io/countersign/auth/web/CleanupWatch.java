package io.countersign.auth.web;

import io.countersign.auth.core.Housekeeping;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Lets the housekeeping run from time to time. Every node has one, and one at a time is at it. */
@ApplicationScoped
@NullUnmarked
class CleanupWatch {

  /** So that a node that is restarted more often than the interval does its share. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  @Inject Housekeeping housekeeping;
  @Inject Settings settings;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> schedule;

  /** Runs soon, and then one interval after the end of each run. */
  void start() {
    long interval = settings.cleanup().interval().toMillis();
    long delay = Math.min(interval, LONGEST_DELAY.toMillis());
    schedule =
        scheduler.scheduleWithFixedDelay(housekeeping::run, delay, interval, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      housekeeping.stop();
      schedule.cancel(false);
    }
  }
}
