package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiter.Limit;
import io.countersign.auth.spi.LoginLimiter.Refusal;
import io.countersign.auth.spi.LoginLimiter.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of one database count together. */
class JdbcLoginLimiterIT {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int ATTEMPTS = 10;
  private static final Duration PER = Duration.ofMinutes(15);
  private static final Duration EACH = PER.dividedBy(ATTEMPTS);
  private static final int THREADS = 48;

  private static final DataSource DATABASE = TestDatabase.create();
  private static final DataSource SAME_DATABASE = TestDatabase.ofAnotherNode(DATABASE);

  private final String user = "user:" + UUID.randomUUID();
  private final String address = "address:" + UUID.randomUUID();

  private final LoginLimiter node = limiter(DATABASE, Duration.ZERO);
  private final LoginLimiter otherNode = limiter(SAME_DATABASE, Duration.ZERO);

  @BeforeAll
  static void migrate() {
    FlywaySchema.migrate(DATABASE);
  }

  private static LoginLimiter limiter(DataSource of, Duration later) {
    return new JdbcLoginLimiter(
        of, new WithoutTransaction(), PER, Clock.fixed(START.plus(later), ZoneOffset.UTC));
  }

  private static List<Limit> limits(String... keys) {
    return Stream.of(keys).map(key -> new Limit(key, ATTEMPTS)).toList();
  }

  /** How many attempts a key has left, by spending them. */
  private static int spendAll(LoginLimiter limiter, String key) {
    int taken = 0;
    while (limiter.take(limits(key)).isEmpty()) {
      limiter.spend(limits(key));
      taken++;
    }
    return taken;
  }

  private static Optional<Refusal> usedUp(String key, Duration retryAfter) {
    return Optional.of(new Refusal(key, false, retryAfter));
  }

  @Test
  void take_attemptsSpentOnOneNode_areSpentOnTheOther() {
    assertThat(spendAll(node, user)).isEqualTo(ATTEMPTS);
    assertThat(otherNode.take(limits(user))).isEqualTo(usedUp(user, EACH));
    assertThat(spendAll(otherNode, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_afterAWhile_hasWhatCameBackMeanwhile() {
    spendAll(node, user);
    assertThat(limiter(DATABASE, EACH.minusSeconds(1)).take(limits(user)))
        .isEqualTo(usedUp(user, Duration.ofSeconds(1)));
    assertThat(spendAll(limiter(SAME_DATABASE, EACH.multipliedBy(3)), user)).isEqualTo(3);
    assertThat(spendAll(limiter(DATABASE, PER.multipliedBy(5)), user)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_oneKeyExhausted_takesFromNone() {
    spendAll(node, user);
    for (int i = 0; i < 2 * ATTEMPTS; i++) {
      assertThat(node.take(limits(address, user))).isEqualTo(usedUp(user, EACH));
    }
    assertThat(spendAll(node, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void takeEach_secondGroupExhausted_takesTheFirstAlone() {
    String other = "strangers:" + UUID.randomUUID();
    spendAll(node, user);
    var groups = List.of(limits(address), limits(other, user));
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(node.takeEach(groups)).isEqualTo(new Taken(1, usedUp(user, EACH)));
    }
    assertThat(node.takeEach(groups).groups()).isZero();
    assertThat(spendAll(node, other)).isEqualTo(ATTEMPTS);
  }

  @Test
  void takeEach_allLeft_takesAll() {
    var groups = List.of(limits(address), limits(user));
    assertThat(node.takeEach(groups)).isEqualTo(new Taken(2, Optional.empty()));
    node.spend(limits(address, user));
    assertThat(spendAll(node, address)).isEqualTo(ATTEMPTS - 1);
    assertThat(spendAll(node, user)).isEqualTo(ATTEMPTS - 1);
  }

  @Test
  void take_lastOnesInFlightOnAnotherNode_saysSo() {
    for (int i = 0; i < ATTEMPTS - 1; i++) {
      assertThat(node.take(limits(user))).isEmpty();
      node.spend(limits(user));
    }
    assertThat(otherNode.take(limits(user))).isEmpty();
    assertThat(node.take(limits(user))).contains(new Refusal(user, true, EACH));
    otherNode.giveBack(limits(user));
    assertThat(node.take(limits(user))).isEmpty();
    node.spend(limits(user));
    assertThat(otherNode.take(limits(user))).isEqualTo(usedUp(user, EACH));
  }

  @Test
  void take_inFlightOnANodeThatIsGone_isSpent() {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(node.take(limits(user))).isEmpty();
    }
    Duration later = Duration.ofMinutes(2);
    LoginLimiter then = limiter(SAME_DATABASE, later);
    assertThat(spendAll(then, user)).isEqualTo(1);
    assertThat(then.take(limits(user))).isEqualTo(usedUp(user, EACH.multipliedBy(2).minus(later)));
  }

  @Test
  void take_severalKeysOut_namesTheOneThatIsOutForLonger() {
    List<Limit> one = List.of(new Limit(address, 1));
    assertThat(node.take(one)).isEmpty();
    node.spend(one);
    spendAll(node, user);
    assertThat(node.take(List.of(new Limit(address, 1), new Limit(user, ATTEMPTS))))
        .isEqualTo(usedUp(address, PER));
  }

  @Test
  void giveBack_oneAttempt_isOneAndNeverMoreThanThereAre() {
    spendAll(node, user);
    otherNode.giveBack(limits(user, address));
    assertThat(spendAll(node, user)).isEqualTo(1);
    assertThat(spendAll(node, address)).isEqualTo(ATTEMPTS);
  }

  @Test
  void take_anotherLimit_countsWhatWasTakenBefore() {
    spendAll(node, user);
    assertThat(node.take(List.of(new Limit(user, 3)))).isPresent();
    List<Limit> more = List.of(new Limit(user, ATTEMPTS + 1));
    assertThat(node.take(more)).isEmpty();
    assertThat(node.take(more)).isPresent();
  }

  @Test
  void take_manyThreadsOnTwoNodes_exactlyTheAttemptsPass() throws Exception {
    for (int round = 0; round < 20; round++) {
      assertThat(passedOf(THREADS, limits(address + round, user + round))).isEqualTo(ATTEMPTS);
      assertThat(spendAll(node, address + round)).isZero();
      assertThat(spendAll(node, user + round)).isZero();
    }
  }

  /** Two lists of the same keys the other way around wait for each other, and not in a circle. */
  private static List<Limit> turned(List<Limit> limits, boolean around) {
    List<Limit> turned = new ArrayList<>(limits);
    if (around) {
      Collections.reverse(turned);
    }
    return turned;
  }

  /** How many of simultaneous attempts pass, half of them on either node. */
  private long passedOf(int threads, List<Limit> keys) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Optional<Refusal>>> attempts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        LoginLimiter limiter = i % 2 == 0 ? node : otherNode;
        List<Limit> mine = turned(keys, i % 3 == 0);
        attempts.add(
            pool.submit(
                () -> {
                  start.await();
                  return limiter.take(mine);
                }));
      }
      long passed = 0;
      for (Future<Optional<Refusal>> attempt : attempts) {
        passed += attempt.get().isEmpty() ? 1 : 0;
      }
      return passed;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void take_whileRowsThatSayNothingAreRemoved_countsAll() throws Exception {
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
                          + START.toEpochMilli()
                          + " limit 100 for update skip locked)");
                }
              });
      for (int round = 0; round < 20; round++) {
        TestDatabase.execute(
            DATABASE,
            "insert into login_attempts (id) values (encode(sha256('login attempts of %s'), 'hex'))"
                .formatted(user + round));
        assertThat(passedOf(THREADS, limits(user + round))).isEqualTo(ATTEMPTS);
      }
      stop.set(true);
      cleaning.get();
    } finally {
      stop.set(true);
      cleaner.shutdownNow();
    }
  }

  @Test
  void take_row_namesNobodyAndExpiresWhenItSaysNothing() {
    TestDatabase.execute(DATABASE, "truncate login_attempts");
    node.take(limits("anna"));
    String row =
        "select %s from login_attempts where id ~ '^[0-9a-f]{64}$'"
            + " and id <> encode(sha256('anna'), 'hex')";
    assertThat(TestDatabase.number(DATABASE, row.formatted("count(*)"))).isEqualTo(1);
    assertThat(TestDatabase.number(DATABASE, row.formatted("min(expires_at)")))
        .isEqualTo((double) START.plus(Duration.ofMinutes(2)).toEpochMilli());
    node.spend(limits("anna"));
    node.take(limits("anna"));
    assertThat(TestDatabase.number(DATABASE, row.formatted("min(expires_at)")))
        .isEqualTo((double) START.plus(EACH.multipliedBy(2)).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "PT24H1S"})
  void create_outOfBounds_isRefused(Duration per) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new JdbcLoginLimiter(DATABASE, new WithoutTransaction(), per, Clock.systemUTC()));
  }
}
