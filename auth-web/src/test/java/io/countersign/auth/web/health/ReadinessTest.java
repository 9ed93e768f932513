package io.countersign.auth.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.Schema;
import io.countersign.auth.web.health.Readiness.Check;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Check DATABASE = new Check("database", true);
  private static final Check SIGNING_KEY = new Check("signing_key", true);

  private final AtomicBoolean canSign = new AtomicBoolean(true);
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private record Database(Runnable answer) implements Schema {
    @Override
    public void migrate() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void ping() {
      answer.run();
    }
  }

  private record Redis(boolean isAvailable) implements Denylist {
    @Override
    public boolean isDenied(DenylistQuery token) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void publish() {}

    @Override
    public void maintain() {}

    @Override
    public void close() {}
  }

  private Readiness of(Runnable database, Optional<Denylist> redis, Duration patience) {
    return new Readiness(new Database(database), canSign::get, redis, executor, patience);
  }

  @Test
  void checks_withoutRedis_areOfDatabaseAndKey() {
    assertThat(of(() -> {}, Optional.empty(), LONG).checks())
        .containsExactly(DATABASE, SIGNING_KEY);
  }

  @Test
  void checks_withRedis_areOfAllThree() {
    assertThat(of(() -> {}, Optional.of(new Redis(true)), LONG).checks())
        .containsExactly(DATABASE, SIGNING_KEY, new Check("redis", true));
    assertThat(of(() -> {}, Optional.of(new Redis(false)), LONG).checks())
        .containsExactly(DATABASE, SIGNING_KEY, new Check("redis", false));
  }

  @Test
  void checks_withoutTheKeyThatSigns_areDown() {
    canSign.set(false);
    assertThat(of(() -> {}, Optional.empty(), LONG).checks())
        .containsExactly(DATABASE, new Check("signing_key", false));
  }

  @Test
  void checks_databaseAway_areDown() {
    Runnable away =
        () -> {
          throw new IllegalStateException("away");
        };
    assertThat(of(away, Optional.empty(), LONG).checks())
        .containsExactly(new Check("database", false), SIGNING_KEY);
  }

  @Test
  void checks_databaseThatNeverAnswers_areDownInTimeAndAskOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch released = new CountDownLatch(1);
    Readiness readiness =
        of(
            () -> {
              asked.incrementAndGet();
              await(released);
            },
            Optional.empty(),
            Duration.ofMillis(50));
    for (int i = 0; i < 3; i++) {
      assertThat(readiness.checks()).containsExactly(new Check("database", false), SIGNING_KEY);
    }
    assertThat(asked).hasValueLessThanOrEqualTo(1);
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void checks_withoutAThread_areDown() {
    Readiness readiness =
        new Readiness(
            new Database(() -> {}),
            canSign::get,
            Optional.empty(),
            task -> {
              throw new RejectedExecutionException();
            },
            LONG);
    assertThat(readiness.checks()).containsExactly(new Check("database", false), SIGNING_KEY);
  }
}
