package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class FlywaySchemaIT {

  @Test
  void migrate_manyNodesAtOnce_migratesOnce() throws Exception {
    DataSource database = TestDatabase.create();
    int nodes = 8;
    CyclicBarrier start = new CyclicBarrier(nodes);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<?>> migrations = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        migrations.add(
            threads.submit(
                () -> {
                  start.await();
                  FlywaySchema.migrate(database);
                  return null;
                }));
      }
      for (Future<?> migration : migrations) {
        migration.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(
            TestDatabase.number(
                database,
                "select count(*) from countersign_schema_history where version = '1' and success"))
        .isEqualTo(1);
    assertThat(TestDatabase.number(database, "select count(*) from refresh_token_family")).isZero();
  }

  @Test
  void migrate_databaseWithOtherTables_leavesThemAlone() {
    DataSource database = TestDatabase.create();
    TestDatabase.execute(database, "create table somebody_elses (x int)");
    FlywaySchema.migrate(database);
    assertThat(TestDatabase.number(database, "select count(*) from user_account")).isZero();
    assertThat(TestDatabase.number(database, "select count(*) from somebody_elses")).isZero();
  }

  @Test
  void migrate_keyOfTheFirstVersion_goesOnSigning() {
    DataSource database = TestDatabase.create();
    FlywaySchema.migrate(database, "1");
    TestDatabase.execute(
        database,
        "insert into signing_key values ('kid-1', 'RS256', 'ACTIVE', '\\x01', '\\x02', now())");
    FlywaySchema.migrate(database);
    assertThat(
            TestDatabase.number(
                database,
                "select count(*) from signing_key where kid = 'kid-1' and state = 'ACTIVE'"
                    + " and activates_at = created_at and ended_at is null"))
        .isEqualTo(1);
  }

  @Test
  void migrate_otherIsolationByDefault_isRefusedByName() {
    DataSource database = TestDatabase.create();
    TestDatabase.execute(
        database,
        "do $$ begin execute format('alter database %I set default_transaction_isolation"
            + " = serializable', current_database()); end $$");
    DataSource serializable = TestDatabase.ofAnotherNode(database);
    assertThatIllegalStateException()
        .isThrownBy(() -> FlywaySchema.migrate(serializable))
        .withMessageContaining("READ COMMITTED");
  }

  @Test
  void migrate_otherDatabaseThanPostgresql_isRefusedByName() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:refused");
    assertThatIllegalStateException()
        .isThrownBy(() -> FlywaySchema.migrate(h2))
        .withMessage("Countersign needs PostgreSQL, but the data source jdbc/auth is one of H2");
  }
}
