package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistContract;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the denylist in PostgreSQL does, also as the record of others. */
abstract class JpaDenylistContract extends DenylistContract {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final Instant END = NOW.plusSeconds(60);

  abstract JpaUnit unit();

  abstract CountingDataSource database();

  @Override
  protected Denylist denylist() {
    return unit().denylist();
  }

  @Override
  protected Denylist otherNodes() {
    return denylist();
  }

  @Override
  protected AccessTokenStore denials() {
    return unit().accessTokenStore();
  }

  private DenialRecord record() {
    return unit().denialRecord();
  }

  @BeforeEach
  void empty() {
    TestDatabase.execute(database().dataSource(), "delete from denial");
  }

  private List<Denial> unpublished() {
    return record().unpublished(null, 100);
  }

  @Test
  void isDenied_whateverIsAsked_isOneStatementWithoutACommit() {
    UUID token = UUID.randomUUID();
    denials().deny(Denial.ofToken(token, END), Report.nothing());
    database().statements.set(0);
    database().commits.set(0);

    DenylistQuery query = new DenylistQuery(token, UUID.randomUUID(), UUID.randomUUID(), 7);
    assertThat(denylist().isDenied(query)).isTrue();

    assertThat(database().statements).hasValue(1);
    assertThat(database().commits).hasValue(0);
  }

  @Test
  void unpublished_committed_isAsItWasUntilMarked() {
    List<Denial> all =
        List.of(
            Denial.ofEveryone(7, NOW),
            Denial.ofSession(UUID.randomUUID(), NOW),
            Denial.ofToken(UUID.randomUUID(), END),
            Denial.ofUser(UUID.randomUUID(), 8, NOW));
    all.forEach(denial -> denials().deny(denial, Report.nothing()));
    assertThat(unpublished()).isEqualTo(all);

    record().markPublished(all.subList(0, 3));
    assertThat(unpublished()).isEqualTo(all.subList(3, 4));
  }

  @Test
  void markPublished_laterEndSinceRead_staysUnpublished() {
    Denial denial = Denial.ofToken(UUID.randomUUID(), END);
    denials().deny(denial, Report.nothing());
    Denial later = Denial.ofToken(denial.id(), END.plusSeconds(1));
    denials().deny(later, Report.nothing());
    record().markPublished(List.of(denial));
    assertThat(unpublished()).containsExactly(later);
  }

  @Test
  void markPublished_laterEpochSinceRead_staysUnpublished() {
    Denial denial = Denial.ofUser(UUID.randomUUID(), 8, NOW);
    denials().deny(denial, Report.nothing());
    Denial later = Denial.ofUser(denial.id(), 9, NOW);
    denials().deny(later, Report.nothing());
    record().markPublished(List.of(denial));
    assertThat(unpublished()).containsExactly(later);
  }

  @Test
  void markPublished_rowHeldByAnother_doesNotWait() throws Exception {
    Denial denial = Denial.ofToken(UUID.randomUUID(), END);
    denials().deny(denial, Report.nothing());
    try (var connection = database().dataSource().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from denial for update");
      record().markPublished(List.of(denial));
      connection.rollback();
    }
    assertThat(unpublished()).containsExactly(denial);
  }

  @Test
  void live_pages_coverWhatHasNotExpired() {
    List<Denial> live = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      denials().deny(Denial.ofToken(UUID.randomUUID(), NOW), Report.nothing());
      live.add(Denial.ofToken(UUID.randomUUID(), NOW.plusNanos(1_000)));
      live.add(Denial.ofUser(UUID.randomUUID(), i, NOW));
    }
    live.forEach(denial -> denials().deny(denial, Report.nothing()));
    record().markPublished(live);

    List<Denial> seen = new ArrayList<>();
    @Nullable Denial after = null;
    for (int page = 0; page < 3; page++) {
      List<Denial> denials = record().live(after, 2, NOW);
      assertThat(denials).hasSize(2);
      seen.addAll(denials);
      after = denials.get(1);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(live);
    assertThat(record().live(after, 2, NOW)).isEmpty();
  }
}
