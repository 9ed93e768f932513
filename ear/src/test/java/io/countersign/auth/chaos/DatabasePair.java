package io.countersign.auth.chaos;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Ports;
import io.countersign.auth.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A durable PostgreSQL and its synchronous standby: the primary acknowledges nothing that is not on
 * the disk of both.
 */
final class DatabasePair implements AutoCloseable {

  private static final String STANDBY = "standby";

  /** It follows at once when the primary is back, where PostgreSQL would wait for 5 seconds. */
  private static final String FOLLOW_AT_ONCE = "wal_retrieve_retry_interval=100ms";

  private final EmbeddedDatabase origin;
  private final PostgresServer primary;
  private final PostgresServer standby;

  private DatabasePair(EmbeddedDatabase origin, PostgresServer primary, PostgresServer standby) {
    this.origin = origin;
    this.primary = primary;
    this.standby = standby;
  }

  /** Makes both in the folder, from one set of fresh data, and waits until they are in step. */
  static DatabasePair start(Build build, Path folder) {
    EmbeddedDatabase origin = EmbeddedDatabase.start(build, folder.resolve("primary"));
    origin.close();
    Path data = EmbeddedDatabase.data(folder.resolve("primary"));
    Path copy = EmbeddedDatabase.data(folder.resolve(STANDBY));
    PostgresServer primary = server(build, data, origin);
    PostgresServer standby = server(build, copy, origin);
    try {
      allowReplication(data);
      Folders.copy(data, copy);
      follow(copy, primary, origin.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DatabasePair pair = new DatabasePair(origin, primary, standby);
    pair.startBoth();
    return pair;
  }

  private static PostgresServer server(Build build, Path data, EmbeddedDatabase origin) {
    return new PostgresServer(program(build), data, Ports.lasting(), origin.password());
  }

  private static Path program(Build build) {
    try (var files = Files.walk(build.postgresql())) {
      return files.filter(it -> it.endsWith("bin/postgres")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void allowReplication(Path data) throws IOException {
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host replication " + PostgresServer.SUPERUSER + " 127.0.0.1/32 scram-sha-256\n",
        StandardOpenOption.APPEND);
  }

  /** Makes a copy of the primary's data one that follows it. */
  private static void follow(Path copy, PostgresServer primary, String password)
      throws IOException {
    // PostgreSQL wants to be alone with its data.
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        """
        primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=%s'
        primary_slot_name = '%s'
        """
            .formatted(primary.port(), PostgresServer.SUPERUSER, password, STANDBY, STANDBY),
        StandardOpenOption.APPEND);
    Files.createFile(copy.resolve("standby.signal"));
  }

  private void startBoth() {
    startPrimary();
    primary.await(
        "select slot_name is not null from pg_create_physical_replication_slot('%s')"
            .formatted(STANDBY));
    standby.start(FOLLOW_AT_ONCE);
    primary.await("select count(*) = 1 from pg_stat_replication where sync_state = 'sync'");
  }

  private void startPrimary() {
    primary.start("synchronous_standby_names=" + STANDBY);
  }

  /** Kills the primary and starts it again on its data; the standby goes on following it. */
  void crashPrimary() {
    primary.kill();
    startPrimary();
  }

  /** Kills the primary for good and has the standby take over, which waits for none of its own. */
  void failOver() {
    primary.kill();
    standby.await("select pg_promote()");
  }

  /** Returns the settings with the data source pointing to whichever is the primary. */
  ServerSettings in(ServerSettings settings) {
    return settings
        .with(
            "COUNTERSIGN_DB_URL",
            "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
                .formatted(primary.port(), standby.port(), origin.username()))
        .with("COUNTERSIGN_DB_USER", origin.username())
        .with("COUNTERSIGN_DB_PASSWORD", origin.password());
  }

  List<Path> logs() {
    return List.of(primary.log(), standby.log());
  }

  @Override
  public void close() {
    primary.close();
    standby.close();
  }
}
