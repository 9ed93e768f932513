package io.countersign.auth.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Servers that are stopped together, the last started first, whenever the process is told to. */
final class RunningServers {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Progress progress;
  private volatile boolean closing;

  RunningServers(Progress progress) {
    this.progress = progress;
  }

  /** Starts a server; a stop that is asked for meanwhile waits, so that none is forgotten. */
  synchronized <S extends AutoCloseable> S start(Supplier<S> start) {
    if (closing) {
      throw new StartFailure("stopping");
    }
    var server = start.get();
    started.push(server);
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
      var server = started.pop();
      var name = server instanceof WildFlyServer ? "WildFly" : "PostgreSQL";
      progress.step("Stopping " + name);
      try {
        server.close();
      } catch (Exception e) {
        progress.step(name + " did not stop cleanly: " + e.getMessage());
      }
    }
    progress.step("Stopped");
  }
}
