package io.countersign.auth.web;

import io.countersign.auth.core.RefreshTally;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/** Hands on the number of this node's refreshes once a minute, and when the node stops. */
@ApplicationScoped
@NullUnmarked
class RefreshTallyWatch {

  private static final System.Logger LOG = System.getLogger(RefreshTallyWatch.class.getName());

  private static final Duration PAUSE = Duration.ofMinutes(1);

  @Inject Wiring wiring;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private RefreshTally tally;
  private RecurringTask schedule;

  /** Begins with the next minute. */
  void start() {
    tally = wiring.refreshTally();
    schedule = RecurringTask.start(threads, this::handOn, PAUSE, PAUSE);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.stop();
      handOn();
    }
  }

  /** Logs a failure for debugging only: what fails with it says more. */
  private void handOn() {
    try {
      tally.handOn();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The number of refreshes waits for the database", e);
    }
  }
}
