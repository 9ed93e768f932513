package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly with the EAR, as a process of its own that can be stopped and killed. */
public final class WildFlyServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 200;

  private final Process process;
  private final ServerSettings settings;
  private final ServerFolder folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private WildFlyServer(Process process, ServerSettings settings, ServerFolder folder) {
    this.process = process;
    this.settings = settings;
    this.folder = folder;
  }

  /** Starts the process; {@link #awaitReady} tells when it serves. */
  public static WildFlyServer start(Build build, ServerSettings settings) {
    var folder = ServerFolder.prepare(build, settings.folder());
    folder.deploy(build);
    var command =
        StandaloneCommandBuilder.of(build.server())
            .setBaseDirectory(folder.path())
            .addServerArguments(settings.arguments())
            .build();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.console().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
    builder.environment().putAll(settings.environment());
    try {
      return new WildFlyServer(builder.start(), settings, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the application says that it is ready.
   *
   * @param waiting told the time waited so far, several times a second
   * @throws StartFailure when the deployment fails, the process ends or the time is over
   */
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    var begin = System.nanoTime();
    while (!isReady()) {
      var waited = Duration.ofNanos(System.nanoTime() - begin);
      folder.deploymentFailure().ifPresent(failure -> abandon("refused the EAR: " + failure));
      if (waited.compareTo(timeout) > 0) {
        abandon("was not ready after " + timeout.toSeconds() + " s");
      }
      if (endsWithin(Duration.ofMillis(POLL_MILLIS))) {
        abandon("ended with exit code " + process.exitValue());
      }
      waiting.accept(waited);
    }
  }

  private void abandon(String reason) {
    kill();
    throw new StartFailure("WildFly " + reason + "\nIts log: " + log());
  }

  /** Says whether {@code GET /auth/health/ready} answers 200 now. */
  public boolean isReady() {
    var request =
        HttpRequest.newBuilder(baseUri().resolve("health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until the process has ended and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for WildFly", e);
    }
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(STOP_TIMEOUT)) {
      kill();
    }
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    endsWithin(STOP_TIMEOUT);
  }

  /** Returns the address of the application, with a slash at its end. */
  public URI baseUri() {
    return settings.baseUri();
  }

  /** Returns the server's process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Returns the file to read when something went wrong. */
  public Path log() {
    return Files.exists(folder.log()) ? folder.log() : folder.console();
  }
}
