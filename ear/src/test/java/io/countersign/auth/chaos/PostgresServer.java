package io.countersign.auth.chaos;

import io.countersign.auth.server.StartFailure;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL on data that are there already, which can be killed and started again. */
final class PostgresServer implements AutoCloseable {

  static final String SUPERUSER = "postgres";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;

  private final Path program;
  private final Path data;
  private final int port;
  private final String password;
  private final Thread atTheEnd = new Thread(this::kill, "end PostgreSQL");
  private @Nullable Process process;

  /**
   * A server that is not running yet.
   *
   * @param program the {@code postgres} to run
   * @param data its folder of data
   * @param port where it listens, on the loopback address
   * @param password the superuser's
   */
  PostgresServer(Path program, Path data, int port, String password) {
    this.program = program;
    this.data = data;
    this.port = port;
    this.password = password;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  int port() {
    return port;
  }

  /**
   * Starts it, after a crash with its recovery, and waits until it answers.
   *
   * @param settings of PostgreSQL, as name=value
   */
  void start(String... settings) {
    try {
      process =
          new ProcessBuilder(command(settings))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer(process);
  }

  private List<String> command(String... settings) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) { // for root, as whom PostgreSQL does not run
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(program.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
    Stream.concat(
            Stream.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "fsync=on",
                "synchronous_commit=on"),
            Stream.of(settings))
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  private void awaitAnswer(Process started) {
    long begin = System.nanoTime();
    while (!answers()) {
      if (endsWithin(started, POLL_MILLIS) || System.nanoTime() - begin > TIMEOUT.toNanos()) {
        close();
        throw new StartFailure("PostgreSQL did not start; its log: " + log());
      }
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Connects as its superuser. */
  Connection connect() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(SUPERUSER);
    source.setUser(SUPERUSER);
    source.setPassword(password);
    return source.getConnection();
  }

  /** Has a query with one answer say whether something is so. */
  boolean holds(String query) {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var answer = statement.executeQuery(query)) {
      return answer.next() && answer.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Waits until a query says that something is so. */
  void await(String query) {
    long begin = System.nanoTime();
    while (!holds(query)) {
      if (System.nanoTime() - begin > TIMEOUT.toNanos()
          || process == null
          || endsWithin(process, POLL_MILLIS)) {
        throw new IllegalStateException("never so: " + query + "; PostgreSQL's log: " + log());
      }
    }
  }

  /** Kills it with all its processes at once, as {@code kill -9} does. */
  synchronized void kill() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(it -> it.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join());
    process = null;
  }

  private static boolean endsWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for PostgreSQL", e);
    }
  }

  Path log() {
    return data.resolveSibling("postgresql.log");
  }

  @Override
  public void close() {
    kill();
  }
}
