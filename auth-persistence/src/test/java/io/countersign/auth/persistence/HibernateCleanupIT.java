package io.countersign.auth.persistence;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The cleanup as WildFly runs it. */
@Tag("hibernate")
class HibernateCleanupIT extends JpaCleanupContract {

  private static DataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    unit = JpaUnit.onHibernate(database);
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
