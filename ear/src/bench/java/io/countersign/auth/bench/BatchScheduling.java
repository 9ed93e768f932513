package io.countersign.auth.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Linux's scheduling policy {@code SCHED_BATCH} for the benchmark and all that it starts.
 *
 * <p>A client on the same machine answers so soon that Undertow's I/O thread often takes the
 * processor from the very thread that it then waits for, spinning for its share of time. That
 * happens to no client behind a network, and took a third of a server's processor time here. Under
 * this policy, a thread that wakes up takes the processor from nobody.
 */
final class BatchScheduling {
  private BatchScheduling() {}

  /** Sets it for this process, from which children have it; says whether there is such a policy. */
  static boolean set() {
    var self = String.valueOf(ProcessHandle.current().pid());
    var command = new ProcessBuilder("chrt", "--all-tasks", "--batch", "--pid", "0", self);
    try {
      return command.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false; // another system
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
