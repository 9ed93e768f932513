package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Cleanup.Batch;
import io.countersign.auth.spi.Cleanup.Kind;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.SessionTerms;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the cleanup removes on PostgreSQL and what it leaves, with each provider. */
@Timeout(60) // which a batch that waits for somebody exceeds
abstract class JpaCleanupContract {

  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TTL = Duration.ofDays(7);
  private static final Ending BY_ROOT = new Ending(EndReason.ADMINISTRATOR, "root", T0);

  abstract JpaUnit unit();

  abstract DataSource database();

  private UserAccount user;

  @BeforeEach
  void clear() {
    TestDatabase.execute(
        database(),
        "truncate user_account, denial, epoch_change, security_event, login_attempts cascade");
    user = new UserAccount(UUID.randomUUID(), "anna", "ldap", null, Set.of(), 0, false, T0);
    TestDatabase.execute(database(), "update deployment_epoch set epoch = 0");
    assertThat(users().add(user, Report.nothing())).isTrue();
  }

  private UserStore users() {
    return unit().transactional(UserStore.class, JpaUnit::userStore);
  }

  private RefreshTokenStore families() {
    return unit().refreshTokenStore();
  }

  private FamilyEndings endings() {
    return unit().transactional(FamilyEndings.class, JpaUnit::familyEndings);
  }

  private Cleanup cleanup() {
    return unit()
        .transactional(
            Cleanup.class,
            entityManager -> {
              JpaCleanup cleanup = new JpaCleanup(this::database);
              cleanup.entityManager = entityManager;
              return cleanup;
            });
  }

  private static SecretBytes digest(UUID family, int generation) {
    return SecretBytes.of(
        ByteBuffer.allocate(32)
            .putLong(family.getMostSignificantBits())
            .putLong(family.getLeastSignificantBits())
            .putInt(generation)
            .array());
  }

  /** Opens a family at T0, which ends TTL later unless it is rotated. */
  private UUID open() {
    UUID id = UUID.randomUUID();
    int epoch = users().findById(user.id()).orElseThrow().epoch();
    NewFamily family =
        new NewFamily(
            id,
            user.id(),
            epoch,
            digest(id, 0),
            null,
            Device.unknown(),
            SessionTerms.NONE,
            new SessionLimit(10_000, true),
            null,
            T0,
            T0.plus(TTL),
            T0.plus(TTL.multipliedBy(4)));
    assertThat(families().open(family, Report.nothing())).isInstanceOf(Opening.Opened.class);
    return id;
  }

  /** Rotates generation 0 a day before its end, so that the family lives for six days more. */
  private Rotation rotate(UUID family) {
    Instant now = T0.plus(TTL).minus(Duration.ofDays(1));
    return families()
        .rotate(
            new RotationAttempt(
                new RefreshTokenId(family, 0),
                digest(family, 0),
                digest(family, 1),
                digest(family, 1),
                null,
                Set.of(),
                now,
                now.plus(TTL),
                Duration.ZERO),
            Report.nothing());
  }

  private boolean exists(UUID family) {
    return unit()
        .transactional(SessionDirectory.class, JpaUnit::sessionDirectory)
        .find(family)
        .isPresent();
  }

  private int rows(String table) {
    return (int) TestDatabase.number(database(), "select count(*) from " + table);
  }

  private static Instant afterEnd() {
    return T0.plus(TTL).plusSeconds(1);
  }

  @Test
  void removeBatch_family_isRemovedWhenItHasExpired() {
    open();
    Cleanup cleanup = cleanup();
    assertThat(cleanup.removeBatch(Kind.FAMILIES, T0.plus(TTL), 10)).isEqualTo(new Batch(0, 0));
    assertThat(cleanup.removeBatch(Kind.FAMILIES, afterEnd(), 10)).isEqualTo(new Batch(1, 1));
    assertThat(rows("refresh_token_family")).isZero();
  }

  @Test
  void removeBatch_rotatedFamily_isLookedAtAgainAtItsEnd() {
    UUID family = open();
    rotate(family);
    Cleanup cleanup = cleanup();
    Instant newEnd = T0.plus(TTL.multipliedBy(2)).minus(Duration.ofDays(1));

    assertThat(cleanup.removeBatch(Kind.FAMILIES, afterEnd(), 10)).isEqualTo(new Batch(1, 0));
    assertThat(cleanup.removeBatch(Kind.FAMILIES, newEnd, 10)).isEqualTo(new Batch(0, 0));
    assertThat(exists(family)).isTrue();
    assertThat(cleanup.removeBatch(Kind.FAMILIES, newEnd.plusSeconds(1), 10))
        .isEqualTo(new Batch(1, 1));
  }

  @Test
  void removeBatch_endedFamily_isKeptUntilItsExpiry() {
    UUID family = open();
    endings().end(family, null, BY_ROOT, Report.nothing());
    cleanup().removeBatch(Kind.FAMILIES, T0.plus(TTL), 10);
    assertThat(exists(family)).isTrue();
    cleanup().removeBatch(Kind.FAMILIES, afterEnd(), 10);
    assertThat(exists(family)).isFalse();
  }

  @Test
  void removeBatch_moreThanTheLimit_takesTheLimit() {
    for (int i = 0; i < 5; i++) {
      open();
    }
    Cleanup cleanup = cleanup();
    assertThat(cleanup.removeBatch(Kind.FAMILIES, afterEnd(), 3)).isEqualTo(new Batch(3, 3));
    assertThat(cleanup.removeBatch(Kind.FAMILIES, afterEnd(), 3)).isEqualTo(new Batch(2, 2));
  }

  @Test
  void removeBatch_rowThatSomebodyHolds_isSkippedAndNotWaitedFor() throws SQLException {
    UUID held = open();
    UUID free = open();
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select 1 from refresh_token_family where family_id = '" + held + "' for update");
      assertThat(cleanup().removeBatch(Kind.FAMILIES, afterEnd(), 10)).isEqualTo(new Batch(1, 1));
      connection.rollback();
    }
    assertThat(exists(free)).isFalse();
    assertThat(exists(held)).isTrue();
    assertThat(cleanup().removeBatch(Kind.FAMILIES, afterEnd(), 10)).isEqualTo(new Batch(1, 1));
  }

  /** A late rotation meets the cleanup: in either order, an accepted family is there after it. */
  @Test
  @Tag("long")
  void removeBatch_familiesThatRotateMeanwhile_losesNoneThatWasAccepted() throws Exception {
    List<UUID> opened = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      opened.add(open());
    }
    AtomicBoolean rotating = new AtomicBoolean(true);
    CountDownLatch first = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<UUID> accepted = new ArrayList<>();
    try {
      Future<List<UUID>> early = threads.submit(() -> rotateAll(opened.subList(0, 1_000), first));
      first.await();
      Future<Integer> removing = threads.submit(() -> removeWhile(rotating));
      Future<List<UUID>> late =
          threads.submit(() -> rotateAll(opened.subList(1_000, 2_000), first));
      accepted.addAll(early.get());
      accepted.addAll(late.get());
      rotating.set(false);
      assertThat(removing.get() + accepted.size()).isEqualTo(opened.size());
    } finally {
      threads.shutdownNow();
    }
    cleanup().removeBatch(Kind.FAMILIES, afterEnd(), opened.size());
    assertThat(accepted).isNotEmpty().hasSizeLessThan(opened.size());
    assertThat(rows("refresh_token_family")).isEqualTo(accepted.size());
    assertThat(accepted).allMatch(this::exists);
  }

  private int removeWhile(AtomicBoolean rotating) {
    int removed = 0;
    while (rotating.get()) {
      removed += cleanup().removeBatch(Kind.FAMILIES, afterEnd(), 5).removed();
    }
    return removed;
  }

  private List<UUID> rotateAll(List<UUID> families, CountDownLatch begun) {
    List<UUID> accepted = new ArrayList<>();
    for (UUID family : families) {
      if (rotate(family) instanceof Rotation.Accepted) {
        accepted.add(family);
        begun.countDown();
      }
    }
    return accepted;
  }

  @Test
  void removeBatch_denial_isRemovedWhenItHasExpired() {
    AccessTokenStore denials = unit().accessTokenStore();
    denials.deny(Denial.ofToken(UUID.randomUUID(), T0.plusSeconds(60)), Report.nothing());
    denials.deny(Denial.ofToken(UUID.randomUUID(), T0.plusSeconds(120)), Report.nothing());
    assertThat(cleanup().removeBatch(Kind.DENIALS, T0.plusSeconds(61), 10))
        .isEqualTo(new Batch(1, 1));
    assertThat(rows("denial")).isEqualTo(1);
  }

  @Test
  void removeBatch_denialThatWasRenewed_stays() {
    AccessTokenStore denials = unit().accessTokenStore();
    UUID jti = UUID.randomUUID();
    denials.deny(Denial.ofToken(jti, T0.plusSeconds(60)), Report.nothing());
    denials.deny(Denial.ofToken(jti, T0.plusSeconds(120)), Report.nothing());
    cleanup().removeBatch(Kind.DENIALS, T0.plusSeconds(61), 10);
    assertThat(rows("denial")).isEqualTo(1);
  }

  @Test
  void removeBatch_epochOfUser_isKeptForTheLastFamilyThatItEnded() {
    UUID family = open();
    endings().endAll(user.id(), BY_ROOT, Report.nothing());
    open(); // of the new epoch, which needs no explanation
    assertEpochGoesWith(family);
  }

  @Test
  void removeBatch_epochOfEveryone_isKeptForTheLastFamilyThatItEnded() {
    UUID family = open();
    endings().endEverything(new Ending(EndReason.LOGOUT_ALL, "root", T0), Report.nothing());
    assertEpochGoesWith(family);
  }

  private void assertEpochGoesWith(UUID family) {
    Cleanup cleanup = cleanup();
    Instant early = T0.plus(Denial.LONGEST).plusSeconds(1);
    assertThat(cleanup.removeBatch(Kind.DENIALS, early, 10)).isEqualTo(new Batch(2, 1));
    assertThat(cleanup.removeBatch(Kind.DENIALS, early, 10)).isEqualTo(new Batch(0, 0));
    assertThat(rows("epoch_change")).isEqualTo(1);

    // A family that is past its end and still there, because somebody held it.
    assertThat(cleanup.removeBatch(Kind.DENIALS, afterEnd(), 10)).isEqualTo(new Batch(1, 0));
    assertThat(cleanup.removeBatch(Kind.DENIALS, afterEnd(), 10)).isEqualTo(new Batch(0, 0));

    cleanup.removeBatch(Kind.FAMILIES, afterEnd(), 10);
    assertThat(exists(family)).isFalse();
    assertThat(cleanup.removeBatch(Kind.DENIALS, afterEnd().plusSeconds(1), 10))
        .isEqualTo(new Batch(1, 1));
    assertThat(rows("epoch_change")).isZero();
  }

  @Test
  void removeBatch_event_isRemovedPastItsRetention() {
    SecurityEventStore events =
        unit().transactional(SecurityEventStore.class, JpaUnit::securityEventStore);
    events.add(event(T0));
    events.add(event(T0.plusSeconds(2)));
    assertThat(cleanup().removeBatch(Kind.EVENTS, T0.plusSeconds(1), 10))
        .isEqualTo(new Batch(1, 1));
    assertThat(rows("security_event")).isEqualTo(1);
  }

  private static SecurityEvent event(Instant at) {
    return new SecurityEvent(
        SecurityEvent.Type.LOGIN,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  @Test
  void removeBatch_loginAttempts_areRemovedWhenTheyCountNoMore() {
    TestDatabase.execute(
        database(),
        "insert into login_attempts (id, state, expires_at) values ('never written', null, 0), "
            + "('past', '', %1$d - 1), ('counting', '', %1$d)".formatted(T0.toEpochMilli()));
    assertThat(cleanup().removeBatch(Kind.LOGIN_ATTEMPTS, T0, 10)).isEqualTo(new Batch(2, 2));
    assertThat(rows("login_attempts where id = 'counting'")).isEqualTo(1);
  }

  @Test
  void backlog_countsWhatIsDue() {
    open();
    open();
    endings().endAll(user.id(), BY_ROOT, Report.nothing());
    TestDatabase.execute(database(), "insert into login_attempts (id, expires_at) values ('a', 1)");
    Instant before = afterEnd();

    assertThat(
            cleanup()
                .backlog(
                    Map.of(
                        Kind.FAMILIES, before,
                        Kind.DENIALS, before,
                        Kind.EVENTS, before,
                        Kind.LOGIN_ATTEMPTS, before)))
        .isEqualTo(
            Map.of(Kind.FAMILIES, 2L, Kind.DENIALS, 2L, Kind.EVENTS, 0L, Kind.LOGIN_ATTEMPTS, 1L));
    assertThat(cleanup().backlog(Map.of(Kind.FAMILIES, T0))).containsEntry(Kind.FAMILIES, 0L);
  }

  @Test
  void runAlone_whileAnotherNodeIsAtIt_doesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService otherNode = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> other =
          otherNode.submit(
              () ->
                  cleanup()
                      .runAlone(
                          () -> {
                            begun.countDown();
                            await(end);
                          }));
      await(begun);
      assertThat(cleanup().runAlone(() -> assertThat(true).isFalse())).isFalse();
      end.countDown();
      assertThat(other.get()).isTrue();
      assertRunsAlone();
    } finally {
      end.countDown();
      otherNode.shutdownNow();
    }
  }

  private void assertRunsAlone() {
    AtomicBoolean ran = new AtomicBoolean();
    assertThat(cleanup().runAlone(() -> ran.set(true))).isTrue();
    assertThat(ran).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void runAlone_workFails_letsGoOfTheLock() {
    Cleanup cleanup = cleanup();
    assertThatThrownBy(
            () ->
                cleanup.runAlone(
                    () -> {
                      throw new IllegalStateException("no batch today");
                    }))
        .hasMessage("no batch today");
    assertThat(rows(TestDatabase.OWN_LOCKS + " where locktype = 'advisory'")).isZero();
    assertRunsAlone();
  }

  /** As when a node dies: its connection ends, and another node goes on. */
  @Test
  void runAlone_connectionEnds_leavesTheWorkToOthers() {
    Cleanup cleanup = cleanup();
    assertThatThrownBy(
            () ->
                cleanup.runAlone(
                    () -> {
                      TestDatabase.execute(
                          database(),
                          "select pg_terminate_backend(pid, 5000) from "
                              + TestDatabase.OWN_LOCKS
                              + " where locktype = 'advisory'");
                      assertRunsAlone();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the lock of the cleanup: ");
  }

  /** A transaction that stays open would keep vacuum from the removed rows. */
  @Test
  void runAlone_holdsNoTransactionOpen() {
    List<Integer> idle = new ArrayList<>();
    cleanup()
        .runAlone(
            () ->
                idle.add(
                    rows(
                        "pg_stat_activity a join "
                            + TestDatabase.OWN_LOCKS
                            + " using (pid)"
                            + " where locktype = 'advisory' and a.state = 'idle'")));
    assertThat(idle).containsExactly(1);
  }
}
