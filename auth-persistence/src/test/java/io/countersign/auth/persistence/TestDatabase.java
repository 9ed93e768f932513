package io.countersign.auth.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A PostgreSQL server for this test run, with a fresh database for each caller. */
public final class TestDatabase {

  /** The locks of the backends of this database; the server has those of other tests as well. */
  static final String OWN_LOCKS =
      """
      (select * from pg_locks where pid in
        (select pid from pg_locks join pg_database d on d.oid = database
          where datname = current_database())) own_locks
      """;

  private static final EmbeddedPostgres SERVER = start();
  private static int databases;

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "250").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty database behind a pool that lets 64 threads in at once. */
  public static synchronized DataSource create() {
    String name = "test" + ++databases;
    execute(SERVER.getPostgresDatabase(), "create database " + name);
    return pool(SERVER.getDatabase("postgres", name));
  }

  /** The same database behind a pool of its own, as another node has it. */
  static DataSource ofAnotherNode(DataSource database) {
    try {
      return pool(database.unwrap(HikariDataSource.class).getDataSource());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataSource pool(DataSource database) {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(database);
    pool.setMaximumPoolSize(70);
    pool.setMinimumIdle(0);
    return new HikariDataSource(pool);
  }

  public static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one number that a query answers. */
  static double number(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
