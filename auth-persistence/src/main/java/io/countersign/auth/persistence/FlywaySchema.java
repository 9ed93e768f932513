package io.countersign.auth.persistence;

import io.countersign.auth.spi.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates PostgreSQL with Flyway. Nodes that start together migrate one after the other. */
@ApplicationScoped
class FlywaySchema implements Schema {

  private static final int PING_SECONDS = 2;

  /** The name of the advisory lock ("migrate" in ASCII), which other software hardly uses. */
  private static final long LOCK = 0x6d696772617465L;

  FlywaySchema() {}

  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  public void migrate() {
    migrate(AuthDataSource.lookUp());
  }

  static void migrate(DataSource dataSource) {
    migrate(dataSource, "latest");
  }

  /** Migrates to one version; further ones follow at the next call. */
  static void migrate(DataSource dataSource, String version) {
    try (Connection connection = dataSource.getConnection()) {
      requirePostgresql(connection.getMetaData().getDatabaseProductName());
      requireReadCommitted(connection.getTransactionIsolation());
      inTurn(connection, () -> runFlyway(dataSource, version));
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the data source " + AuthDataSource.NAME + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Flyway has no lock before its table exists: two nodes that create the table at once would fail.
   */
  private static void inTurn(Connection connection, Runnable migration) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      migration.run();
    } finally {
      connection.rollback(); // there is nothing to undo but the lock
      connection.setAutoCommit(true);
    }
  }

  private static void runFlyway(DataSource dataSource, String version) {
    try {
      Flyway.configure(plainClassLoader())
          .dataSource(dataSource)
          .table("countersign_schema_history")
          .baselineOnMigrate(true) // a database that other applications use as well
          .baselineVersion("0")
          .resourceProvider(new Migrations())
          .javaMigrationClassProvider(List::of) // other applications of the EAR may have some
          .target(version)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException("the database cannot be migrated: " + e.getMessage(), e);
    }
  }

  /**
   * The class loader of this application. Flyway knows that of Open Liberty by its name, and logs
   * an error when it finds no folder {@code db/callback} there.
   */
  private static ClassLoader plainClassLoader() {
    return new ClassLoader(FlywaySchema.class.getClassLoader()) {};
  }

  private static void requirePostgresql(String product) {
    if (!product.equals("PostgreSQL")) {
      throw new IllegalStateException(
          "Countersign needs PostgreSQL, but the data source "
              + AuthDataSource.NAME
              + " is one of "
              + product);
    }
  }

  /**
   * Of two rotations at once, the second must see what the first did. A stricter isolation would
   * make it fail.
   */
  private static void requireReadCommitted(int isolation) {
    if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
      throw new IllegalStateException(
          "Countersign needs READ COMMITTED, but a default of the database or of its user is another:"
              + " set it at the data source "
              + AuthDataSource.NAME
              + ", as Countersign's set-up scripts do");
    }
  }

  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  public void ping() {
    try (Connection connection = AuthDataSource.lookUp().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(PING_SECONDS);
      statement.execute("select 1");
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }
}
