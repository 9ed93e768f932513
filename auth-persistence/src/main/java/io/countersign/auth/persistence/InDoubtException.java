package io.countersign.auth.persistence;

import java.sql.SQLException;

/**
 * A statement that PostgreSQL commits by itself has failed once it was sent. If the connection
 * broke, the statement may have been committed.
 */
final class InDoubtException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InDoubtException(SQLException failure) {
    super(failure);
  }
}
