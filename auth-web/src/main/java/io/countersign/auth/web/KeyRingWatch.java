package io.countersign.auth.web;

import io.countersign.auth.keys.StoredKeyRing;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/**
 * Keeps this node's knowledge of the keys fresh. Every node has one. When several find that
 * something is due, the store lets one of them change the keys, and the others find it done.
 */
@ApplicationScoped
@NullUnmarked
class KeyRingWatch {

  private static final System.Logger LOG = System.getLogger(KeyRingWatch.class.getName());

  @Inject StoredKeyRing keyRing;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private RecurringTask schedule;
  private boolean failing;

  /** Looks twice in each refresh interval from now on. */
  void start() {
    Duration half = keyRing.refreshInterval().dividedBy(2);
    schedule = RecurringTask.start(threads, this::look, half, half);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.stop();
    }
  }

  /** Only logs a failure: the next look is soon. */
  private void look() {
    try {
      keyRing.refresh();
      if (failing) {
        LOG.log(System.Logger.Level.INFO, "The signing keys can be read again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The signing keys cannot be read; those known go on verifying, sensitive operations"
                + " for another {1} s at most: {0}",
            e.getMessage(),
            keyRing.trustedFor().toSeconds());
      }
      failing = true;
    }
  }
}
