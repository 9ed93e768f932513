package io.countersign.auth.web;

import io.countersign.auth.core.SharedClock;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/** Keeps this node's clock at the time that all nodes share. */
@ApplicationScoped
@NullUnmarked
class ClockWatch {

  private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(10);

  @Inject Wiring wiring;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private RecurringTask schedule;

  /** Looks every ten seconds from now on. */
  void start() {
    SharedClock clock = wiring.sharedClock();
    schedule = RecurringTask.start(threads, () -> look(clock), PERIOD, PERIOD);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.stop();
    }
  }

  /** Only logs a failure: the next look is soon. */
  private static void look(SharedClock clock) {
    try {
      clock.synchronise();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The time of the database cannot be asked", e);
    }
  }
}
