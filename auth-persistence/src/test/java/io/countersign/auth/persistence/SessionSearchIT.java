package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.AddressRange;
import io.countersign.auth.spi.Session.State;
import io.countersign.auth.spi.SessionDirectory.Found;
import io.countersign.auth.spi.SessionSearch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page of a search looks at a bounded number of sessions, whatever is searched for. */
@NullUnmarked
class SessionSearchIT {

  private static final int SESSIONS = 200_000;
  private static final int PAGE = 51;

  /** A page of what is frequent: each row with its user, and some that do not match. */
  private static final double FEW = 20 * PAGE;

  /** The most that a page looks at, each with its user and where the page ends. */
  private static final double MOST = 3.5 * SessionPages.MOST_LOOKED_AT;

  private static final UUID ANNA = new UUID(7, 7);
  private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");

  private static final AddressRange OFFICE = range("198.51.100.7", "198.51.100.7");
  private static final AddressRange CAMPUS = range("10.0.0.0", "10.255.255.255");
  private static final AddressRange CAFE = range("203.0.113.0", "203.0.113.255");

  private static DataSource database;
  private static JpaUnit unit;

  /**
   * Opened one after the other in the week before {@link #NOW}: a fifth is Anna's, a fifth comes
   * from the office, and a fifth from the campus, each from another address. A tenth has ended.
   */
  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    FlywaySchema.migrate(database);
    TestDatabase.execute(
        database,
        """
        insert into user_account (user_id, username, directory, epoch, oldest_epoch, disabled, created_at)
          select case i when 0 then '%s' else ('00000000-0000-0000-0001-' || lpad(to_hex(i), 12, '0'))::uuid end,
                 'user-' || i, 'ldap', 0, 0, false, timestamptz '2026-01-01T00:00:00Z'
            from generate_series(0, %d / 10) i;
        insert into refresh_token_family
          (family_id, user_id, epoch, generation, token_digest, device_name, address, created_at,
           last_used_at, expires_at, ends_at, cleanup_at, end_reason, ended_by, ended_at)
          select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3)
                   || '8' || substr(hash, 4, 15))::uuid,
                 case when i %% 5 = 1 then '%s'
                      else ('00000000-0000-0000-0001-' || lpad(to_hex(1 + i %% (%d / 10)), 12, '0'))::uuid end,
                 0, 0, sha256(hash::bytea),
                 case i %% 50000 when 7 then 'Oddity' else 'Firefox on Android' end,
                 case when i %% 10000 = 9 then '203.0.113.' || i / 10000
                      when i %% 5 = 2 then '198.51.100.7'
                      when i %% 5 = 3 then '10.' || i / 65536 || '.' || i / 256 %% 256 || '.' || i %% 256
                      else '2001:db8:' || to_hex(i / 65536) || ':' || to_hex(i %% 65536) || '::1' end,
                 at, at, at + interval '7 days', at + interval '30 days', at + interval '7 days',
                 case i %% 10 when 0 then 'REVOKED' end, case i %% 10 when 0 then 'system' end,
                 case i %% 10 when 0 then at end
            from (select i, md5(i::text) as hash,
                         timestamptz '2026-01-01T00:00:01Z' + i * interval '600000 seconds' / %d as at
                    from generate_series(1, %d) i) made
           order by hash;
        """
            .formatted(ANNA, SESSIONS, ANNA, SESSIONS, SESSIONS, SESSIONS));
    TestDatabase.execute(database, "vacuum analyze");
    unit = JpaUnit.onHibernate(database);
  }

  @AfterAll
  static void close() {
    unit.close();
  }

  private static AddressRange range(String first, String last) {
    try {
      return new AddressRange(InetAddress.getByName(first), InetAddress.getByName(last));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static double rows(String statistic) {
    TestDatabase.execute(database, "select pg_stat_force_next_flush()");
    return TestDatabase.number(
        database,
        "select "
            + statistic
            + " from pg_stat_user_tables where relname in ('refresh_token_family', 'user_account')");
  }

  private static Found search(
      SessionSearch search, Optional<State> state, @Nullable UUID before, double most) {
    double scans = rows("sum(seq_scan)");
    double read = rows("sum(seq_tup_read + idx_tup_fetch)");
    Found found =
        unit.counted("auto", it -> it.sessions().search(search, state, NOW, before, PAGE));
    assertThat(rows("sum(seq_tup_read + idx_tup_fetch)") - read)
        .as("rows read, %s", search)
        .isLessThan(most);
    assertThat(rows("sum(seq_scan)") - scans).as("scans of tables, %s", search).isZero();
    return found;
  }

  /** The first page and one from the middle. */
  private static void assertFull(SessionSearch search, Optional<State> state, double most) {
    for (UUID before : new UUID[] {null, idAt(NOW.minusSeconds(300_000))}) {
      Found found = search(search, state, before, most);
      assertThat(found.sessions()).hasSize(PAGE);
      assertThat(found.lookedAt()).isEmpty();
    }
  }

  private static UUID idAt(Instant time) {
    return new UUID(time.toEpochMilli() << 16, 0);
  }

  private static final Optional<State> ACTIVE = Optional.of(State.ACTIVE);
  private static final Optional<State> ENDED = Optional.of(State.ENDED);

  @Test
  void search_frequent_readsAboutAPage() {
    for (SessionSearch search :
        List.of(
            SessionSearch.ALL,
            SessionSearch.ALL.ofUser(ANNA),
            SessionSearch.ALL.from(OFFICE),
            SessionSearch.ALL.onDevice("android"),
            SessionSearch.ALL.createdAfter(NOW.minusSeconds(500_000)),
            SessionSearch.ALL.createdBefore(NOW.minusSeconds(60_000)),
            SessionSearch.ALL.lastUsedBefore(NOW.minusSeconds(60_000)),
            SessionSearch.ALL.from(OFFICE).createdBefore(NOW.minusSeconds(60_000)),
            SessionSearch.ALL.ofUser(ANNA).createdBefore(NOW.minusSeconds(60_000)))) {
      assertFull(search, ACTIVE, FEW);
      assertFull(search, Optional.empty(), FEW);
    }
    assertFull(SessionSearch.ALL, ENDED, 3 * FEW);
  }

  @Test
  void search_networkOfMany_readsAboutAPage() {
    assertFull(SessionSearch.ALL.from(CAMPUS), ACTIVE, FEW + SessionPages.FEW);
  }

  @Test
  void search_networkOfFew_findsAllOfThem() {
    SessionSearch search = SessionSearch.ALL.from(CAFE);
    Found found = search(search, ACTIVE, null, FEW);
    assertThat(found.sessions()).hasSize(SESSIONS / 10_000);
    assertThat(found.lookedAt()).isEmpty();
    assertThat(
            search(SessionSearch.ALL.from(range("203.0.113.5", "203.0.113.5")), ACTIVE, null, FEW))
        .isEqualTo(
            new Found(
                found.sessions().stream()
                    .filter(it -> "203.0.113.5".equals(it.device().address()))
                    .toList(),
                Optional.empty()));
  }

  /** What has no index of its own is searched page by page, some pages of which are empty. */
  @Test
  void search_rareDevice_isFoundPageByPage() {
    SessionSearch search = SessionSearch.ALL.onDevice("oddity");
    List<UUID> found = new ArrayList<>();
    int pages = 0;
    UUID before = null;
    do {
      Found page = search(search, Optional.empty(), before, MOST);
      page.sessions().forEach(session -> found.add(session.id()));
      before = page.lookedAt().orElse(null);
      pages++;
    } while (before != null);
    assertThat(pages)
        .isBetween(
            SESSIONS / SessionPages.MOST_LOOKED_AT, 1 + SESSIONS / SessionPages.MOST_LOOKED_AT);
    assertThat(found).hasSize(SESSIONS / 50_000).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void count_isExact() {
    assertThat(count(SessionSearch.ALL.ofUser(ANNA))).isEqualTo(SESSIONS / 5);
    assertThat(count(SessionSearch.ALL.from(OFFICE))).isEqualTo(SESSIONS / 5);
    assertThat(count(SessionSearch.ALL.from(CAMPUS))).isEqualTo(SESSIONS / 5);
    assertThat(count(SessionSearch.ALL.from(CAFE))).isEqualTo(SESSIONS / 10_000);
    assertThat(count(SessionSearch.ALL)).isEqualTo(SESSIONS);
  }

  private static long count(SessionSearch search) {
    return unit.counted("auto", it -> it.sessions().count(search, Optional.empty(), NOW));
  }
}
