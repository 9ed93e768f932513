package io.countersign.auth.persistence;

import io.countersign.auth.spi.SharedTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The time of PostgreSQL, which all nodes share. */
@ApplicationScoped
class PostgresTime implements SharedTime {

  PostgresTime() {}

  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  public Instant now() {
    return now(AuthDataSource.lookUp());
  }

  static Instant now(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet time = statement.executeQuery("select clock_timestamp()")) {
      time.next();
      return time.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not tell the time", e);
    }
  }
}
