package io.countersign.auth.web;

import io.countersign.auth.spi.Denylist;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/** Keeps the denylist up to date, also with what this node or another missed. */
@ApplicationScoped
@NullUnmarked
class DenylistWatch {

  private static final System.Logger LOG = System.getLogger(DenylistWatch.class.getName());
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  @Inject Wiring wiring;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private RecurringTask schedule;

  /** Maintains it twice a second from now on. */
  void start() {
    Denylist denylist = wiring.denylist();
    schedule = RecurringTask.start(threads, () -> maintain(denylist), Duration.ZERO, HALF_A_SECOND);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.stop();
    }
  }

  /** Logs a failure for debugging only: the denylist itself warns when it is out of reach. */
  private static void maintain(Denylist denylist) {
    try {
      denylist.maintain();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The denylist is out of reach", e);
    }
  }
}
