package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that one command line starts, as a process of its own. */
public final class CommandServer implements AutoCloseable {
  private final ServerProcess process;

  private CommandServer(ServerProcess process) {
    this.process = process;
  }

  /**
   * Starts the process; {@link #awaitReady} tells when it serves.
   *
   * @param name what a failure calls it
   * @param environment variables that it has besides ours
   * @param folder where its log goes; made if needed
   * @param ready answers 200 as soon as the server serves
   */
  public static CommandServer start(
      String name, List<String> command, Map<String, String> environment, Path folder, URI ready) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var log = folder.resolve("console.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new CommandServer(ServerProcess.start(name, builder, ready, () -> log));
  }

  /**
   * Waits until the server says that it is ready.
   *
   * @throws StartFailure when the process ends or the time is over
   */
  public void awaitReady(Duration timeout) {
    process.awaitReady(timeout, () -> true, Optional::empty, waited -> {});
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  @Override
  public void close() {
    process.stop();
  }
}
