package io.countersign.auth.persistence.redis;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A Redis server of its own, which can be killed, stopped and started again on its port. */
final class RedisProcess implements AutoCloseable {

  private static final File EXECUTABLE = executable();

  /** Below those that the system gives to clients: none of them takes the port of a dead server. */
  private static final int FIRST_PORT = 15_000;

  private static final int LAST_PORT = 30_000;

  private final int port;
  private final Path directory;
  private final List<String> command;
  private Process process;

  private RedisProcess(int port, Path directory, List<String> command) {
    this.port = port;
    this.directory = directory;
    this.command = command;
    this.process = launch();
  }

  private static File executable() {
    try {
      File file = ExecutableProvider.newJarResourceProvider().get();
      file.deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: try another
      }
    }
  }

  static RedisProcess start(String... options) {
    return start(freePort(), options);
  }

  /** A server that keeps nothing on disk unless it is told to. */
  static RedisProcess start(int port, String... options) {
    RedisProcess server = launched(port, List.of(), options);
    server.awaitAnswer();
    return server;
  }

  static RedisProcess sentinel(int masterPort, int quorum) {
    int port = freePort();
    String configuration =
        """
        port %d
        bind 127.0.0.1
        sentinel monitor main 127.0.0.1 %d %d
        sentinel down-after-milliseconds main 500
        sentinel failover-timeout main 2000
        """
            .formatted(port, masterPort, quorum);
    Path directory = directory();
    try {
      Files.writeString(directory.resolve("sentinel.conf"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RedisProcess(
        port,
        directory,
        List.of(EXECUTABLE.getPath(), directory.resolve("sentinel.conf").toString(), "--sentinel"));
  }

  /** A server that need not answer yet, such as one behind TLS. */
  static RedisProcess launched(int port, List<String> first, String... options) {
    List<String> command = new ArrayList<>(List.of(EXECUTABLE.getPath()));
    command.addAll(
        first.isEmpty() ? List.of("--port", String.valueOf(port), "--bind", "127.0.0.1") : first);
    command.addAll(List.of("--save", "", "--appendonly", "no", "--repl-diskless-sync-delay", "0"));
    command.addAll(List.of(options));
    return new RedisProcess(port, directory(), command);
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** A connection that is not the adapter's. */
  Jedis client() {
    return new Jedis(
        new HostAndPort("127.0.0.1", port),
        DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
  }

  void awaitAnswer() {
    await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(
            () -> {
              try (Connection connection = new Connection("127.0.0.1", port)) {
                return connection.ping();
              } catch (JedisException e) {
                return String.valueOf(e.getMessage()).startsWith("NOAUTH");
              }
            });
  }

  void kill() {
    process.destroyForcibly();
    await().until(() -> !process.isAlive());
  }

  void restart() {
    process = launch();
    awaitAnswer();
  }

  /** Stops the process without ending it: its port is open, but nobody answers. */
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
