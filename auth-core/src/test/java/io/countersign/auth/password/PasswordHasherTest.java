package io.countersign.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.password.PasswordHasher.Match;
import io.countersign.auth.verify.InvalidSettingException;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHasherTest {

  private final HashingTurns turns = new HashingTurns(1);
  private final Semaphore large = new Semaphore(1);
  private final PasswordHasher hasher = hasher(HashingCost.DEFAULT);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private PasswordHasher hasher(HashingCost cost) {
    return new PasswordHasher(new SecureRandom(), cost, turns, large);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void awaitWaiting(int count) {
    while (turns.waiting(HashingLane.STRANGE) != count) {
      Thread.onSpinWait();
    }
  }

  /** Whoever is next keeps the turn, so a second one would never come. */
  @Test
  void match_typedInAnotherForm_looksTwiceInOneTurn() throws Exception {
    String hash = hasher.hash("another one");
    turns.begin(HashingLane.STRANGE);
    Future<Match> match =
        threads.submit(() -> hasher.match("viole\u0301t", hash, HashingLane.STRANGE));
    awaitWaiting(1);
    threads.execute(() -> turns.begin(HashingLane.STRANGE));
    awaitWaiting(2);
    turns.end();
    assertThat(match.get(1, TimeUnit.MINUTES)).isEqualTo(Match.NONE);
  }

  @Test
  void hash_byOtherSettings_saysSoAndIsStillMatched() {
    String hash = hasher(new HashingCost(7 * 1024, 5, 1)).hash("violet kettle drums");
    assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=5,p=1$");
    assertThat(hasher.match("violet kettle drums", hash)).isEqualTo(Match.PREPARED);
    assertThat(hasher.isOutdated(hash)).isTrue();
    assertThat(hasher.isOutdated(hasher.hash("another"))).isFalse();
  }

  /** So imported hashes take no more of the heap than one of them. */
  @Test
  void match_hashLargerThanANewOne_waitsForTheOtherLargeOne() throws Exception {
    PasswordHasher shared =
        new PasswordHasher(new SecureRandom(), HashingCost.DEFAULT, new HashingTurns(2), large);
    String own = shared.hash("violet kettle drums");
    String larger = hasher(new HashingCost(20 * 1024, 2, 1)).hash("violet kettle drums");
    large.acquire();
    Future<Match> match = threads.submit(() -> shared.match("violet kettle drums", larger));
    while (!large.hasQueuedThreads() && !match.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(shared.match("violet kettle drums", own)).isEqualTo(Match.PREPARED);
    assertThat(match.isDone()).isFalse();
    large.release();
    assertThat(match.get(1, TimeUnit.MINUTES)).isEqualTo(Match.PREPARED);
  }

  @ParameterizedTest
  @CsvSource({"47104, 1", "19456, 2", "12288, 3", "9216, 4", "7168, 5", "7168, 100"})
  void cost_asOwaspRecommends_isTheLeast(int memory, int iterations) {
    assertThat(new HashingCost(memory, iterations, 1).memoryKib()).isEqualTo(memory);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> new HashingCost(memory - 1, iterations, 1))
        .withMessageContaining("countersign.password.argon2.memory");
  }

  @ParameterizedTest
  @CsvSource({
    "1048577, 2, 1, memory",
    "19456, 0, 1, iterations",
    "19456, 101, 1, iterations",
    "19456, 2, 0, parallelism",
    "19456, 2, 17, parallelism"
  })
  void cost_outOfBounds_isRefused(int memory, int iterations, int parallelism, String setting) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> new HashingCost(memory, iterations, parallelism))
        .withMessageContaining("countersign.password.argon2." + setting);
  }
}
