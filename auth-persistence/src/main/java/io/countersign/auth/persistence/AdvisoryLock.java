package io.countersign.auth.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An advisory lock of a database session: PostgreSQL lets go of it when the connection ends,
 * however that comes about.
 *
 * <p>The connection is in no transaction meanwhile: one that stays open would keep vacuum from
 * everything that is removed after its beginning.
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

  /** Lets go of it: the connection goes back to a pool, which would keep it locked. */
  @Override
  public void close() throws SQLException {
    ask(connection, "select pg_advisory_unlock(?)", key);
  }
}
