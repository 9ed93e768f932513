package io.countersign.auth.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An advisory lock of a database session: PostgreSQL releases it when the connection ends, for any
 * reason.
 *
 * <p>The connection has no open transaction meanwhile. An open one would keep vacuum from all rows
 * that are removed after its beginning.
 */
final class AdvisoryLock implements AutoCloseable {

  private final Connection connection;
  private final long key;

  private AdvisoryLock(Connection connection, long key) {
    this.connection = connection;
    this.key = key;
  }

  /** Takes the lock on a connection if no other session has it; does not wait. */
  static Optional<AdvisoryLock> tryTake(Connection connection, long key) throws SQLException {
    connection.setAutoCommit(true);
    return ask(connection, "select pg_try_advisory_lock(?)", key)
        ? Optional.of(new AdvisoryLock(connection, key))
        : Optional.empty();
  }

  private static boolean ask(Connection connection, String sql, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  /** Releases the lock. The connection goes back to a pool, which would keep the lock. */
  @Override
  public void close() throws SQLException {
    ask(connection, "select pg_advisory_unlock(?)", key);
  }
}
