package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis that keeps nothing on disk, listens on the loopback address only and wants a password;
 * killed and started again it is empty, on the same port.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private final Path folder;
  private final int port = Ports.free();
  private final String password = Secrets.password();
  private @Nullable Process process;

  private EmbeddedRedis(Path folder) {
    this.folder = folder;
  }

  /** Starts Redis on a free port, with its program and its log in the folder. */
  public static EmbeddedRedis start(Path folder) {
    var redis = new EmbeddedRedis(folder);
    redis.start();
    return redis;
  }

  /** Starts it again after {@link #kill()}. */
  public void start() {
    try {
      Files.createDirectories(folder);
      var program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
      var configuration =
          """
          bind 127.0.0.1
          port %d
          save ""
          requirepass %s
          """
              .formatted(port, password);
      var file = folder.resolve("redis.conf");
      Secrets.write(file, configuration.getBytes(US_ASCII));
      process =
          new ProcessBuilder(program.getPath(), file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer(process);
  }

  private void awaitAnswer(Process started) {
    var begin = System.nanoTime();
    while (!answers()) {
      if (System.nanoTime() - begin > START_TIMEOUT.toNanos() || endsWithin(started, POLL_MILLIS)) {
        started.destroyForcibly();
        throw new StartFailure("Redis did not start; its log: " + log());
      }
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() == '-'; // it wants the password
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean endsWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for Redis", e);
    }
  }

  /** Ends the process at once, as {@code kill -9} does; what it held is lost. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      endsWithin(process, START_TIMEOUT.toMillis());
    }
  }

  /** Returns its address with the password. */
  public URI uri() {
    return URI.create("redis://:" + password + "@127.0.0.1:" + port);
  }

  private Path log() {
    return folder.resolve("redis.log");
  }

  @Override
  public void close() {
    kill();
  }
}
