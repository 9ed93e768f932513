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

/** Lets the housekeeping run from time to time. Every node has one, and one at a time is at it. */
@ApplicationScoped
@NullUnmarked
class CleanupWatch {

  /** So that a node that is restarted more often than the interval does its share. */
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
