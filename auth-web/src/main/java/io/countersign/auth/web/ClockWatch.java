package io.countersign.auth.web;

import io.countersign.auth.core.SharedClock;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Keeps this node's idea of the time that of all nodes. */
@ApplicationScoped
@NullUnmarked
class ClockWatch {

  private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());
  private static final long SECONDS = 10;

  @Inject Wiring wiring;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> schedule;

  /** Looks every ten seconds from now on. */
  void start() {
    SharedClock clock = wiring.sharedClock();
    schedule =
        scheduler.scheduleWithFixedDelay(() -> look(clock), SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.cancel(false);
    }
  }

  /** Never throws: that would end the schedule. */
  private static void look(SharedClock clock) {
    try {
      clock.synchronise();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The time of the database cannot be asked", e);
    }
  }
}
