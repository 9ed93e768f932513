package io.countersign.auth.scan.live.service;

import java.time.Duration;

/** Lets time go by between two requests; a test's only moves its clock. */
@FunctionalInterface
public interface Pacing {

  /**
   * Returns when the time has passed.
   *
   * @throws InterruptedException when the thread is to stop instead
   */
  void pause(Duration time) throws InterruptedException;

  /** Sends the thread to sleep. */
  static Pacing sleeping() {
    return time -> Thread.sleep(time.toMillis());
  }
}
