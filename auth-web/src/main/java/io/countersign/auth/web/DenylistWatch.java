package io.countersign.auth.web;

import io.countersign.auth.spi.Denylist;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Keeps the denylist up to date, whatever this node or another missed. */
@ApplicationScoped
@NullUnmarked
class DenylistWatch {

  private static final System.Logger LOG = System.getLogger(DenylistWatch.class.getName());
  private static final long HALF_A_SECOND = 500;

  @Inject Wiring wiring;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> schedule;

  /** Maintains it twice a second from now on. */
  void start() {
    Denylist denylist = wiring.denylist();
    schedule =
        scheduler.scheduleWithFixedDelay(
            () -> maintain(denylist), 0, HALF_A_SECOND, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.cancel(false);
    }
  }

  /** Never throws: that would end the schedule. The denylist itself says what is out of reach. */
  private static void maintain(Denylist denylist) {
    try {
      denylist.maintain();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The denylist is out of reach", e);
    }
  }
}
