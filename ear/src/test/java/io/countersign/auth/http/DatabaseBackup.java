package io.countersign.auth.http;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The state of accounts, sessions and revocations at one moment, to go back to. */
final class DatabaseBackup implements AutoCloseable {

  /** In an order that foreign keys allow. */
  private static final List<String> TABLES =
      List.of(
          "user_account",
          "user_role",
          "refresh_token_family",
          "deployment_epoch",
          "epoch_change",
          "denial");

  private final DataSource database;

  private DatabaseBackup(DataSource database) {
    this.database = database;
  }

  static DatabaseBackup of(DataSource database) throws SQLException {
    var backup = new DatabaseBackup(database);
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "create schema backup");
      for (var table : TABLES) {
        execute(connection, "create table backup.%1$s as table %1$s".formatted(table));
      }
      execute(connection, "create table backup.epoch_sequence as table epoch_sequence");
      connection.commit();
    }
    return backup;
  }

  /** Makes everything what it was, numbers that were drawn since as well. */
  void restore() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "truncate " + String.join(", ", TABLES));
      for (var table : TABLES) {
        execute(connection, "insert into %1$s select * from backup.%1$s".formatted(table));
      }
      execute(
          connection,
          "select setval('epoch_sequence', last_value, is_called) from backup.epoch_sequence");
      connection.commit();
    }
  }

  /** Runs a statement of whoever restores. */
  void execute(String sql) throws SQLException {
    try (var connection = database.getConnection()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("drop schema backup cascade");
  }
}
