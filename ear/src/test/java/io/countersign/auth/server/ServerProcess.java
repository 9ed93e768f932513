package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A server as a process of its own that can be stopped and killed. It does not outlive this process
 * unless this one is killed.
 */
public final class ServerProcess {
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroy), "end servers"));
  }

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 200;

  private final String name;
  private final Process process;
  private final URI ready;
  private final Supplier<Path> log;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess(String name, Process process, URI ready, Supplier<Path> log) {
    this.name = name;
    this.process = process;
    this.ready = ready;
    this.log = log;
  }

  /**
   * Starts the process.
   *
   * @param name what a failure calls it
   * @param ready answers 200 as soon as the server serves
   * @param log the file to read when something went wrong
   */
  public static ServerProcess start(
      String name, ProcessBuilder builder, URI ready, Supplier<Path> log) {
    try {
      var process = builder.start();
      STARTED.add(process);
      // Payara reads passwords there until the end.
      process.getOutputStream().close();
      return new ServerProcess(name, process, ready, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the server serves.
   *
   * @param isDeployed whether the server says that it has deployed what it should
   * @param refusal why the server will never serve what it should, if so
   * @param waiting told the time waited so far, several times a second
   * @throws StartFailure when there is a refusal, the process ends or the time is over
   */
  public void awaitReady(
      Duration timeout,
      BooleanSupplier isDeployed,
      Supplier<Optional<String>> refusal,
      Consumer<Duration> waiting) {
    var begin = System.nanoTime();
    while (!isDeployed.getAsBoolean() || !isReady()) {
      var waited = Duration.ofNanos(System.nanoTime() - begin);
      refusal.get().ifPresent(reason -> abandon("refused the application: " + reason));
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
    throw new StartFailure(name + " " + reason + "\nIts log: " + log.get());
  }

  boolean isReady() {
    var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
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
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Waits for the end of the process, and says whether it came in time. */
  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for " + name, e);
    }
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  public void stop() {
    process.destroy();
    if (!endsWithin(STOP_TIMEOUT)) {
      kill();
    }
  }

  /** Ends the process at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    endsWithin(STOP_TIMEOUT);
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }
}
