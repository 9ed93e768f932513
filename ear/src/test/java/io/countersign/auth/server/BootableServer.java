package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bootable jar as a process of its own, started as a container starts it: by {@code java -jar},
 * in a folder that it need not write to, with everything else in its environment.
 */
public final class BootableServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final ServerProcess process;
  private final ServerSettings settings;

  private BootableServer(ServerProcess process, ServerSettings settings) {
    this.process = process;
    this.settings = settings;
  }

  /**
   * Starts the jar with the settings, on all addresses, and waits until it serves.
   *
   * @throws StartFailure when the process ends or the time is over
   */
  public static BootableServer start(Build build, ServerSettings settings) {
    var server = launch(build, settings);
    server.process.awaitReady(START_TIMEOUT, () -> true, Optional::empty, waited -> {});
    return server;
  }

  private static BootableServer launch(Build build, ServerSettings settings) {
    var temporary = temporary(settings);
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
            java.toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-Djboss.http.port=" + settings.httpPort(),
            "-Djboss.management.http.port=" + settings.managementPort(),
            "-jar",
            build.bootableJar().toString(),
            "-b=0.0.0.0");
    try {
      Files.createDirectories(temporary);
      Files.createDirectories(workingFolder(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    builder.directory(workingFolder(settings).toFile());
    builder.redirectErrorStream(true).redirectOutput(consoleFile(settings).toFile());
    keepOnlyWhatContainersHave(builder.environment());
    builder.environment().putAll(settings.environment());
    var ready = settings.baseUri().resolve("health/ready");
    return new BootableServer(
        ServerProcess.start("The bootable jar", builder, ready, () -> consoleFile(settings)),
        settings);
  }

  private static void keepOnlyWhatContainersHave(Map<String, String> environment) {
    environment.keySet().retainAll(List.of("PATH", "HOME", "LANG"));
  }

  /** Asks the process to end, as SIGTERM does, and says whether it did in time. */
  public boolean endsWithin(Duration time) {
    process.handle().destroy();
    return process.endsWithin(time);
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  @Override
  public void close() {
    process.stop();
  }

  /** Returns what the process has printed so far. */
  public String console() {
    try {
      return Files.readString(consoleFile(settings), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder that the process was started in. */
  public Path workingFolder() {
    return workingFolder(settings);
  }

  /** Returns the only folder that the process is given to write to. */
  public Path temporary() {
    return temporary(settings);
  }

  private static Path workingFolder(ServerSettings settings) {
    return settings.folder().resolve("work");
  }

  private static Path temporary(ServerSettings settings) {
    return settings.folder().resolve("tmp");
  }

  private static Path consoleFile(ServerSettings settings) {
    return settings.folder().resolve("console.log");
  }
}
