package io.countersign.auth.persistence;

import io.countersign.auth.spi.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates PostgreSQL with Flyway, whose lock lets one of several starting nodes go first. */
@ApplicationScoped
class FlywaySchema implements Schema {

  private static final int PING_SECONDS = 2;

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
    requirePostgresql(dataSource);
    try {
      Flyway.configure(FlywaySchema.class.getClassLoader())
          .dataSource(dataSource)
          .table("countersign_schema_history")
          .baselineOnMigrate(true) // a database that other applications use as well
          .baselineVersion("0")
          .resourceProvider(new Migrations())
          .target(version)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException("the database cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static void requirePostgresql(DataSource dataSource) {
    String product;
    try (Connection connection = dataSource.getConnection()) {
      product = connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the data source " + AuthDataSource.NAME + " gives no connection: " + e.getMessage(), e);
    }
    if (!"PostgreSQL".equals(product)) {
      throw new IllegalStateException(
          "Countersign needs PostgreSQL, but the data source "
              + AuthDataSource.NAME
              + " is one of "
              + product);
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
