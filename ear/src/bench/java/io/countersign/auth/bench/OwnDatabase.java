package io.countersign.auth.bench;

import io.countersign.auth.server.EmbeddedDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own in the PostgreSQL of all.
 *
 * @param url its JDBC address
 * @param dataSource unpooled connections to it as its owner
 */
record OwnDatabase(String url, DataSource dataSource) {

  /** Makes the database, which belongs to the user that Countersign has. */
  static OwnDatabase create(EmbeddedDatabase server, String name) {
    try (var connection = server.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database %s owner %s".formatted(name, server.username()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name;
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    dataSource.setUser(server.username());
    dataSource.setPassword(server.password());
    return new OwnDatabase(url, dataSource);
  }

  /** Runs statements, one after the other. */
  void execute(String... statements) throws SQLException {
    try (var connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
