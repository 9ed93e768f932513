package io.countersign.auth.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A durable PostgreSQL of its own: committed is on disk, so a killed server loses nothing. It
 * listens on the loopback address only, every user needs the folder's password, and the machine's
 * locale plays no part.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String NAME = "countersign";
  // Held, because a logger that nobody holds forgets its level.
  private static final Logger NARRATION = Logger.getLogger("io.zonky.test");

  private final EmbeddedPostgres postgres;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
    this.postgres = postgres;
    this.password = password;
  }

  /** Starts PostgreSQL on a free port with the data of the folder, which is made if needed. */
  public static EmbeddedDatabase start(Build build, Path folder) {
    return start(build, folder, Ports.free());
  }

  /**
   * Starts PostgreSQL on the given port with the data of the folder, which is made if needed.
   *
   * @throws StartFailure when PostgreSQL does not come up; the message names its log
   */
  public static EmbeddedDatabase start(Build build, Path folder, int port) {
    NARRATION.setLevel(Level.OFF);
    try {
      discardUnfinished(folder);
      var password = Secrets.password(passwordFile(folder));
      var database = new EmbeddedDatabase(boot(build, folder, password, port), password);
      database.createOwnDatabase();
      // From now on the data are never thrown away.
      Files.writeString(marker(folder), "");
      return database;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StartFailure(
          "PostgreSQL did not start: " + e.getMessage() + "; its log: " + log(folder), e);
    }
  }

  private static EmbeddedPostgres boot(Build build, Path folder, String password, int port)
      throws IOException {
    var log = Redirect.appendTo(log(folder).toFile());
    var postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(build.postgresql().toFile())
            .setDataDirectory(data(folder))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setDataDirectoryCustomizer(EmbeddedDatabase::requirePassword)
            .setLocaleConfig("pwfile", passwordFile(folder).toAbsolutePath().toString())
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("unix_socket_directories", "")
            .setConnectConfig("password", password)
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .setPGStartupWait(START_TIMEOUT)
            .setPort(port)
            .start();
    // Unpacking leaves this folder open to everybody.
    Secrets.ownerWrites(build.postgresql());
    return postgres;
  }

  private static void requirePassword(File data) {
    var rules =
        """
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128      scram-sha-256
        """;
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void createOwnDatabase() throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      try (var found =
          statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("drop role if exists " + NAME);
      statement.execute("create role " + NAME + " login password '" + password + "'");
      statement.execute("create database " + NAME + " owner " + NAME);
    }
  }

  /** Makes the folder; the remains of a set-up that was cut short are removed. */
  private static void discardUnfinished(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.notExists(marker(folder))) {
      Folders.delete(data(folder));
    }
  }

  private static Path marker(Path folder) {
    return folder.resolve("complete");
  }

  /** Returns where the data of a folder are. */
  public static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static Path passwordFile(Path folder) {
    return folder.resolve("password");
  }

  private static Path log(Path folder) {
    return folder.resolve("postgresql.log");
  }

  /** Returns the JDBC address of the database that belongs to {@link #username()}. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + NAME;
  }

  /** Returns the owner of the database, who is not a superuser. */
  public String username() {
    return NAME;
  }

  /** Returns the password of the owner. */
  public String password() {
    return password;
  }

  /** Returns the port that PostgreSQL listens on. */
  public int port() {
    return postgres.getPort();
  }

  /** Returns unpooled connections to the database as its owner. */
  public DataSource dataSource() {
    return postgres.getDatabase(NAME, NAME);
  }

  /** Returns unpooled connections as a superuser. */
  public DataSource superuser() {
    return postgres.getPostgresDatabase();
  }

  /** As an administrator of PostgreSQL may have done, who knows nothing of Countersign. */
  public void makeSerializableTheDefault() {
    try (var connection = superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "alter database " + NAME + " set default_transaction_isolation = 'serializable'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops PostgreSQL: clients are disconnected, the data are left complete on disk. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
