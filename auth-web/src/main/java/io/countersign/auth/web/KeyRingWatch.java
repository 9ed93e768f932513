package io.countersign.auth.web;

import io.countersign.auth.core.StoredKeyRing;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/**
 * Keeps this node's knowledge of the keys fresh. Every node has one: of those that find something
 * due, the store lets one change the keys, and the others find it done.
 */
@ApplicationScoped
@NullUnmarked
class KeyRingWatch {

  private static final System.Logger LOG = System.getLogger(KeyRingWatch.class.getName());

  @Inject StoredKeyRing keyRing;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> schedule;
  private boolean failing;

  /** Looks twice in each refresh interval from now on. */
  void start() {
    long half = keyRing.refreshInterval().dividedBy(2).toMillis();
    schedule = scheduler.scheduleWithFixedDelay(this::look, half, half, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.cancel(false);
    }
  }

  /** Never throws: that would end the schedule. What failed is tried again soon. */
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
