package io.countersign.auth.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A server with one application, as a process of its own that can be stopped and killed. */
public interface Server extends AutoCloseable {

  /**
   * Waits until the application serves.
   *
   * @param waiting told the time waited so far, several times a second
   * @throws StartFailure when the deployment fails, the process ends or the time is over
   */
  void awaitReady(Duration timeout, Consumer<Duration> waiting);

  /** Returns the file to read when something went wrong. */
  Path log();

  /** Returns the feature version of its Java, such as 17: of this one, unless it says otherwise. */
  default int java() {
    return Runtime.version().feature();
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  @Override
  void close();

  /** Ends the process at once, as {@code kill -9} does. */
  void kill();
}
