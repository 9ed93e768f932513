package io.countersign.auth.persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The denylist in PostgreSQL as WildFly runs it. */
@Tag("hibernate")
class HibernateDenylistIT extends JpaDenylistContract {

  private static CountingDataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    database = new CountingDataSource(TestDatabase.create());
    unit = JpaUnit.onHibernate(database.dataSource());
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
