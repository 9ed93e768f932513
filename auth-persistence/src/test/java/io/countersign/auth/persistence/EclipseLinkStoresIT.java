package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.persistence.Version;
import org.eclipse.persistence.internal.weaving.PersistenceWeaved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The JPA adapters as Payara runs them. */
@Tag("eclipselink")
@Execution(ExecutionMode.SAME_THREAD)
class EclipseLinkStoresIT extends JpaStoresContract {

  private static BreakingDataSource breaking;
  private static CountingDataSource database;
  private static JpaUnit unit;

  @BeforeAll
  static void open() {
    breaking = new BreakingDataSource(TestDatabase.create());
    database = new CountingDataSource(breaking.dataSource());
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
  BreakingDataSource breaking() {
    return breaking;
  }

  @Override
  CountingDataSource database() {
    return database;
  }

  @Override
  protected int rounds() {
    return raceRounds(100);
  }

  @Test
  void entities_areWovenAsInAServer() {
    assertThat(PersistenceWeaved.class).isAssignableFrom(RefreshTokenFamilyEntity.class);
  }

  @Test
  void provider_isOfTheVersionThatTheRunNames() {
    assertThat(Version.getVersion()).isEqualTo(System.getProperty("provider.version"));
  }
}
