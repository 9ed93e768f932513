package io.countersign.auth.persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The JPA adapters as WildFly runs them. */
class HibernateStoresIT extends JpaStoresContract {

  private static BreakingDataSource breaking;
  private static CountingDataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    breaking = new BreakingDataSource(TestDatabase.create());
    database = new CountingDataSource(breaking.dataSource());
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
  BreakingDataSource breaking() {
    return breaking;
  }

  @Override
  CountingDataSource database() {
    return database;
  }
}
