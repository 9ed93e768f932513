package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventQuery.Position;
import io.countersign.auth.spi.SecurityEventStore.Count;
import io.countersign.auth.spi.SecurityEventStore.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page reads about as many rows as it shows, of any number of rows and at any place. */
@NullUnmarked
class PagingIT {

  private static final int PAGE = 51;

  /** A page's rows, each with its user, roles or reason, and a few stale ones. */
  private static final double MOST = 10 * PAGE;

  private static final UUID ANNA = new UUID(7, 7);
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static DataSource database;
  private static JpaUnit unit;

  /** Of Anna's families a third goes on, a third was ended by an epoch, and a third one by one. */
  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    FlywaySchema.migrate(database);
    TestDatabase.execute(
        database,
        """
        insert into user_account (user_id, username, directory, epoch, oldest_epoch, disabled, created_at)
          select case i when 42 then '%s'::uuid else gen_random_uuid() end,
                 'user-' || lpad(i::text, 6, '0'), 'ldap', 2, 2, false, timestamptz '2026-01-01T12:00:00Z'
            from generate_series(1, 100000) i;
        insert into user_role select user_id, 'customer' from user_account;
        insert into epoch_change (epoch, user_id, reason, changed_by, changed_at, cleanup_at)
          values (2, '%s', 'REVOKED', 'system', timestamptz '2026-01-01T12:00:00Z', timestamptz '2026-01-01T12:00:00Z');
        insert into refresh_token_family
          (family_id, user_id, epoch, generation, token_digest, created_at, last_used_at, expires_at,
           ends_at, cleanup_at, end_reason, ended_by, ended_at)
          select gen_random_uuid(), '%s', case i %% 3 when 1 then 1 else 2 end, 0,
                 sha256(i::text::bytea), timestamptz '2026-01-01T12:00:00Z', timestamptz '2026-01-01T12:00:00Z', timestamptz '2026-01-01T12:00:00Z' + interval '7 days',
                 timestamptz '2026-01-01T12:00:00Z' + interval '30 days', timestamptz '2026-01-01T12:00:00Z' + interval '7 days',
                 case i %% 3 when 2 then 'REVOKED' end, case i %% 3 when 2 then 'system' end,
                 case i %% 3 when 2 then timestamptz '2026-01-01T12:00:00Z' end
            from generate_series(1, 90000) i;
        insert into refresh_token_family
          (family_id, user_id, epoch, generation, token_digest, created_at, last_used_at, expires_at,
           ends_at, cleanup_at)
          select gen_random_uuid(), user_id, 2, 0, sha256(username::bytea), timestamptz '2026-01-01T12:00:00Z', timestamptz '2026-01-01T12:00:00Z',
                 timestamptz '2026-01-01T12:00:00Z' + interval '7 days', timestamptz '2026-01-01T12:00:00Z' + interval '30 days', timestamptz '2026-01-01T12:00:00Z' + interval '7 days'
            from user_account;
        insert into security_event (occurred_at, type, user_id, actor, address, detail)
          select timestamptz '2026-01-01T12:00:00Z' - i * interval '1 second', case i %% 50 when 0 then 'LOGIN_FAILED' when 1 then 'LOGOUT' when 2 then 'SESSION_REVOKED' else 'LOGIN' end,
                 case i %% 3 when 0 then '%s'::uuid end, 'system', '192.0.2.1', '{}'
            from generate_series(1, 300000) i;
        """
            .formatted(ANNA, ANNA, ANNA, ANNA));
    TestDatabase.execute(database, "vacuum analyze");
    unit = JpaUnit.onHibernate(database);
  }

  @AfterAll
  static void close() {
    unit.close();
  }

  private static double rowsRead() {
    TestDatabase.execute(database, "select pg_stat_force_next_flush()");
    return TestDatabase.number(
        database, "select sum(seq_tup_read + idx_tup_fetch) from pg_stat_user_tables");
  }

  /** Planned for its values as at first, and for any as when it has been asked for often. */
  private static <T> List<T> page(Function<JpaUnit.Adapters, List<T>> list) {
    List<T> first = page("force_custom_plan", list);
    assertThat(page("force_generic_plan", list)).isEqualTo(first);
    return first;
  }

  private static <T> List<T> page(String plans, Function<JpaUnit.Adapters, List<T>> list) {
    double before = rowsRead();
    List<T> page = unit.counted(plans, list);
    assertThat(page).hasSize(PAGE);
    assertThat(rowsRead() - before).as("rows read, " + plans).isLessThan(MOST);
    return page;
  }

  @Test
  void users_ofAPrefix_inTheMiddle() {
    assertThat(page(it -> it.users().list("user-0", "user-050000", PAGE)))
        .first()
        .extracting(user -> user.username())
        .isEqualTo("user-050001");
  }

  @Test
  void sessions_active_inTheMiddle() {
    UUID middle = UUID.fromString("80000000-0000-4000-8000-000000000000");
    page(it -> it.sessions().sessionsOf(ANNA, NOW, null, PAGE));
    page(it -> it.sessions().sessionsOf(ANNA, NOW, middle, PAGE));
  }

  @Test
  void sessions_all_inTheMiddle() {
    UUID middle = UUID.fromString("80000000-0000-4000-8000-000000000000");
    page(it -> it.sessions().sessionsOf(ANNA, null, middle, PAGE));
  }

  @Test
  void events_byWhateverIsAsked_inTheMiddle() {
    Optional<UUID> anna = Optional.of(ANNA);
    Optional<SecurityEvent.Type> failed = Optional.of(SecurityEvent.Type.LOGIN_FAILED);
    page(it -> it.events().list(events(Optional.empty(), Optional.empty())));
    page(it -> it.events().list(events(anna, Optional.empty())));
    page(it -> it.events().list(events(Optional.empty(), failed)));
  }

  private static SecurityEventQuery events(Optional<UUID> user, Optional<SecurityEvent.Type> type) {
    Instant middle = NOW.minusSeconds(150_000);
    return new SecurityEventQuery(
        user,
        Optional.empty(),
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Position(middle, 1)),
        PAGE);
  }

  @Test
  void events_followed_inTheMiddle() {
    page(it -> it.events().listAfter(150_000, PAGE));
  }

  private static double entriesRead() {
    TestDatabase.execute(database, "select pg_stat_force_next_flush()");
    return TestDatabase.number(
        database,
        "select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'security_event'");
  }

  /**
   * A day's events are in the index by type and time: no entry of another day is read, and rows
   * only where vacuum has not been.
   */
  @Test
  void statistics_ofADay_readTheEntriesOfThatDayOnly() {
    Steps day =
        new Steps(NOW.minusSeconds(186_400), NOW.minusSeconds(100_000), Duration.ofHours(1));
    for (String plans : new String[] {"force_custom_plan", "force_generic_plan"}) {
      double rows = rowsRead();
      double entries = entriesRead();
      List<Count> counts =
          unit.counted(plans, it -> it.events().count(day, 1_000_000)).orElseThrow();
      assertThat(counts.stream().mapToLong(Count::events).sum()).isEqualTo(86_400);
      assertThat(counts).hasSize(4 * 24);
      assertThat(rowsRead() - rows).as("rows read, " + plans).isLessThan(86_400 + MOST);
      assertThat(entriesRead() - entries).as("entries read, " + plans).isLessThan(86_400 + MOST);
    }
  }

  @Test
  void statistics_ofMoreEventsThanAreCounted_stop() {
    Steps all = new Steps(NOW.minusSeconds(300_000), NOW, Duration.ofHours(1));
    double entries = entriesRead();
    Optional<List<Count>> counts = unit.counted("auto", it -> it.events().count(all, 10_000));
    assertThat(counts).isEmpty();
    assertThat(entriesRead() - entries).isLessThan(10_000 + MOST);
  }
}
