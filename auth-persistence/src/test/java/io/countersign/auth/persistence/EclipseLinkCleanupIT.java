package io.countersign.auth.persistence;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The cleanup as Payara runs it. */
@Tag("eclipselink")
@Execution(ExecutionMode.SAME_THREAD)
class EclipseLinkCleanupIT extends JpaCleanupContract {

  private static DataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    unit = JpaUnit.onEclipseLink(database);
  }

  @AfterAll
  static void close() {
    unit.close();
  }

  @Override
  JpaUnit unit() {
    return unit;
  }

  @Override
  DataSource database() {
    return database;
  }
}
