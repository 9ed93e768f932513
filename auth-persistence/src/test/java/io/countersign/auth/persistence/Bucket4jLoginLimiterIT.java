package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.spi.LoginLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes of one database count together. */
class Bucket4jLoginLimiterIT {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int ATTEMPTS = 10;
  private static final Duration PER = Duration.ofMinutes(15);
  private static final int THREADS = 48;

  private static final DataSource DATABASE = TestDatabase.create();
  private static final DataSource SAME_DATABASE = TestDatabase.ofAnotherNode(DATABASE);

  private final String user = "user:" + UUID.randomUUID();
  private final String address = "address:" + UUID.randomUUID();

  private final LoginLimiter node = limiter(DATABASE, ATTEMPTS, Duration.ZERO);
  private final LoginLimiter otherNode = limiter(SAME_DATABASE, ATTEMPTS, Duration.ZERO);

  @BeforeAll
  static void migrate() {
    FlywaySchema.migrate(DATABASE);
  }

  private static LoginLimiter limiter(DataSource of, int attempts, Duration later) {
    return new Bucket4jLoginLimiter(
        of,
        new WithoutTransaction(),
        attempts,
        PER,
        Clock.fixed(START.plus(later), ZoneOffset.UTC));
  }

  /** How many attempts a key has left, by taking them. */
  private static int takeAll(LoginLimiter limiter, String key) {
    int taken = 0;
    while (limiter.take(List.of(key)).isEmpty()) {
      taken++;
    }
    return taken;
  }

  @Test
  void take_attemptsSpentOnOneNode_areSpentOnTheOther() {
    assertThat(takeAll(node, user)).isEqualTo(ATTEMPTS);
    assertThat(otherNode.take(List.of(user))).contains(PER.dividedBy(ATTEMPTS));
    assertThat(takeAll(otherNode, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_afterAWhile_hasWhatCameBackMeanwhile() {
    takeAll(node, user);
    Duration each = PER.dividedBy(ATTEMPTS);
    assertThat(limiter(DATABASE, ATTEMPTS, each.minusSeconds(1)).take(List.of(user)))
        .contains(Duration.ofSeconds(1));
    assertThat(takeAll(limiter(SAME_DATABASE, ATTEMPTS, each.multipliedBy(3)), user)).isEqualTo(3);
    assertThat(takeAll(limiter(DATABASE, ATTEMPTS, PER.multipliedBy(5)), user)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_oneKeyExhausted_takesFromNone() {
    takeAll(node, user);
    for (int i = 0; i < 2 * ATTEMPTS; i++) {
      assertThat(node.take(List.of(address, user))).isPresent();
    }
    assertThat(takeAll(node, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void giveBack_oneAttempt_isOneAndNeverMoreThanThereAre() {
    takeAll(node, user);
    otherNode.giveBack(List.of(user, address));
    assertThat(takeAll(node, user)).isEqualTo(1);
    assertThat(takeAll(node, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_otherLimits_countAnew() {
    takeAll(node, user);
    assertThat(takeAll(limiter(DATABASE, 3, Duration.ZERO), user)).isEqualTo(3);
    assertThat(takeAll(node, user)).isZero();
  }

  @Test
  void take_manyThreadsOnTwoNodes_exactlyTheAttemptsPass() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<String> keys = List.of(address + round, user + round);
      assertThat(passedOf(THREADS, keys)).isEqualTo(ATTEMPTS);
      assertThat(takeAll(node, keys.get(0))).isZero();
      assertThat(takeAll(node, keys.get(1))).isZero();
    }
  }

  /** How many of simultaneous attempts pass, half of them on either node. */
  private long passedOf(int threads, List<String> keys) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Optional<Duration>>> attempts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        LoginLimiter limiter = i % 2 == 0 ? node : otherNode;
        attempts.add(
            pool.submit(
                () -> {
                  start.await();
                  return limiter.take(keys);
                }));
      }
      long passed = 0;
      for (Future<Optional<Duration>> attempt : attempts) {
        passed += attempt.get().isEmpty() ? 1 : 0;
      }
      return passed;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void take_whileFullAndEmptyRowsAreRemoved_countsAll() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService cleaner = Executors.newSingleThreadExecutor();
    try {
      Future<?> cleaning =
          cleaner.submit(
              () -> {
                while (!stop.get()) {
                  TestDatabase.execute(
                      DATABASE,
                      "delete from login_attempts where id in (select id from login_attempts"
                          + " where expires_at < "
                          + System.currentTimeMillis()
                          + " limit 100 for update skip locked)");
                }
              });
      for (int round = 0; round < 20; round++) {
        assertThat(passedOf(THREADS, List.of(user + round))).isEqualTo(ATTEMPTS);
      }
      stop.set(true);
      cleaning.get();
    } finally {
      stop.set(true);
      cleaner.shutdownNow();
    }
  }

  @Test
  void take_row_namesNobodyAndExpiresWhenItIsFull() {
    TestDatabase.execute(DATABASE, "truncate login_attempts");
    long before = System.currentTimeMillis();
    node.take(List.of("anna"));
    String row =
        "select %s from login_attempts where id ~ '^[0-9a-f]{64}$' and state is not null"
            + " and id <> encode(sha256('anna'), 'hex')";
    assertThat(TestDatabase.number(DATABASE, row.formatted("count(*)"))).isEqualTo(1);
    assertThat(TestDatabase.number(DATABASE, row.formatted("min(expires_at)")) - before)
        .isBetween(90_000.0, 100_000.0);
  }

  @ParameterizedTest
  @CsvSource({"0, PT15M", "-1, PT15M", "1000001, PT15M", "10, PT0S", "10, -PT1S", "10, PT24H1S"})
  void create_outOfBounds_isRefused(int attempts, Duration per) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Bucket4jLoginLimiter(
                    DATABASE, new WithoutTransaction(), attempts, per, Clock.systemUTC()));
  }
}
