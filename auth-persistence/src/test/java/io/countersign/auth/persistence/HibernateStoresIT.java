package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The JPA adapters as WildFly runs them. */
@Tag("hibernate")
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

  @Test
  void provider_isOfTheVersionThatTheRunNames() {
    assertThat(Version.getVersionString()).isEqualTo(System.getProperty("provider.version"));
  }
}
