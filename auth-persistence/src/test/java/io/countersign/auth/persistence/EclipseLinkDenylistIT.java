package io.countersign.auth.persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The denylist in PostgreSQL as Payara runs it. */
@Tag("eclipselink")
@Execution(ExecutionMode.SAME_THREAD)
class EclipseLinkDenylistIT extends JpaDenylistContract {

  private static CountingDataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    database = new CountingDataSource(TestDatabase.create());
    unit = JpaUnit.onEclipseLink(database.dataSource());
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
  CountingDataSource database() {
    return database;
  }
}
