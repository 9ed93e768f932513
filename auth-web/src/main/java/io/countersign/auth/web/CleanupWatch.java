package io.countersign.auth.web;

import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.web.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/**
 * Runs the housekeeping from time to time. Every node has a watch, but one node at a time cleans
 * up.
 */
@ApplicationScoped
@NullUnmarked
class CleanupWatch {

  /**
   * The longest wait for the first run: a node that restarts more often than the interval does its
   * share, too.
   */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  @Inject Housekeeping housekeeping;
  @Inject Settings settings;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private RecurringTask schedule;

  /** Runs soon, and then one interval after the end of each run. */
  void start() {
    Duration interval = settings.cleanup().interval();
    Duration delay = interval.compareTo(LONGEST_DELAY) < 0 ? interval : LONGEST_DELAY;
    schedule = RecurringTask.start(threads, housekeeping::run, delay, interval);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      housekeeping.stop();
      schedule.stop();
    }
  }
}
