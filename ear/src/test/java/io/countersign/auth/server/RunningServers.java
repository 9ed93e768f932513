package io.countersign.auth.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Servers that are stopped together, the last started first, whenever the process is told to. */
final class RunningServers {
  private final Deque<Named> started = new ArrayDeque<>();
  private final Progress progress;
  private volatile boolean closing;

  private record Named(String name, AutoCloseable server) {}

  RunningServers(Progress progress) {
    this.progress = progress;
  }

  /** Starts a server; a stop that is asked for meanwhile waits, so that none is forgotten. */
  synchronized <S extends AutoCloseable> S start(String name, Supplier<S> start) {
    if (closing) {
      throw new StartFailure("stopping");
    }
    var server = start.get();
    started.push(new Named(name, server));
    return server;
  }

  /** Says whether the stop has begun. */
  boolean areClosing() {
    return closing;
  }

  /** Stops all of them. */
  void close() {
    closing = true;
    closeStarted();
  }

  private synchronized void closeStarted() {
    while (!started.isEmpty()) {
      var running = started.pop();
      progress.step("Stopping " + running.name());
      try {
        running.server().close();
      } catch (Exception e) {
        progress.step(running.name() + " did not stop cleanly: " + e.getMessage());
      }
    }
    progress.step("Stopped");
  }
}
