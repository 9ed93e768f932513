package io.countersign.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.password.PasswordHasher.Match;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

  private final HashingTurns turns = new HashingTurns(1);
  private final PasswordHasher hasher = new PasswordHasher(new SecureRandom(), turns);
  private final ExecutorService threads = Executors.newCachedThreadPool();

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
}
