package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation.Accepted;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.SessionTerms;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** However often families rotate, they stay one row each, on its own page. */
class HotUpdateIT {

  private static final int FAMILIES = 4_000;
  private static final int ROTATIONS_EACH = 10;
  private static final int EACH_USERS = 100;
  private static final int THREADS = 4;
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void rotations_areHotUpdatesOfOneRowEach() throws Exception {
    DataSource database = TestDatabase.create();
    try (JpaUnit unit = JpaUnit.onHibernate(database)) {
      UserStore users = unit.transactional(UserStore.class, JpaUnit::userStore);
      RefreshTokenStore store = unit.refreshTokenStore();
      for (int i = 0; i < FAMILIES / EACH_USERS; i++) {
        users.add(
            new UserAccount(user(i), "user" + i, "ldap", null, Set.of("user"), 0, false, NOW),
            Report.nothing());
      }

      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int first = i * FAMILIES / THREADS;
        counts.add(threads.submit(() -> openAndRotate(store, first, first + FAMILIES / THREADS)));
      }
      int accepted = 0;
      for (Future<Integer> count : counts) {
        accepted += count.get();
      }
      threads.shutdown();
      assertThat(accepted).isEqualTo(FAMILIES * ROTATIONS_EACH);
    }

    TestDatabase.execute(database, "select pg_stat_force_next_flush()");
    assertThat(TestDatabase.number(database, "select count(*) from refresh_token_family"))
        .isEqualTo(FAMILIES);
    // PostgreSQL's connections tell their statistics once a second, so the last are missing.
    assertThat(TestDatabase.number(database, statistic("n_tup_upd")))
        .isGreaterThanOrEqualTo(FAMILIES * ROTATIONS_EACH * 0.5);
    double hot = TestDatabase.number(database, statistic("n_tup_hot_upd / n_tup_upd::float8"));
    System.getLogger(HotUpdateIT.class.getName())
        .log(System.Logger.Level.INFO, "HOT share of the rotations: {0}", hot);
    assertThat(hot).isGreaterThanOrEqualTo(0.95);
  }

  private static String statistic(String expression) {
    return "select "
        + expression
        + " from pg_stat_user_tables where relname = 'refresh_token_family'";
  }

  private static int openAndRotate(RefreshTokenStore store, int from, int to) {
    for (int i = from; i < to; i++) {
      NewFamily family =
          new NewFamily(
              new UUID(1, i),
              user(i / EACH_USERS),
              0,
              digest(i, 0),
              null,
              Device.unknown(),
              SessionTerms.NONE,
              new SessionLimit(EACH_USERS, false),
              null,
              NOW,
              NOW.plus(Duration.ofDays(7)),
              NOW.plus(Duration.ofDays(30)));
      assertThat(store.open(family, Report.nothing())).isInstanceOf(Opening.Opened.class);
    }
    int accepted = 0;
    for (int generation = 0; generation < ROTATIONS_EACH; generation++) {
      for (int i = from; i < to; i++) {
        RotationAttempt attempt =
            new RotationAttempt(
                new RefreshTokenId(new UUID(1, i), generation),
                digest(i, generation),
                digest(i, generation + 1),
                digest(i, generation),
                null,
                Set.of(),
                NOW.plusSeconds(generation),
                NOW.plusSeconds(generation).plus(Duration.ofDays(7)),
                Duration.ZERO);
        accepted += store.rotate(attempt, Report.nothing()) instanceof Accepted ? 1 : 0;
      }
    }
    return accepted;
  }

  private static UUID user(int number) {
    return new UUID(2, number);
  }

  private static SecretBytes digest(int family, int generation) {
    return SecretBytes.of(ByteBuffer.allocate(32).putInt(family).putInt(generation).array());
  }
}
