package io.countersign.auth.web.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanTurnsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    end.countDown();
    threads.shutdownNow();
  }

  /** Scans of these users that have begun and go on until the test's end. */
  private List<Future<String>> begun(ScanTurns turns, String... users) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(users.length);
    List<Future<String>> scans = new ArrayList<>();
    for (String user : users) {
      scans.add(
          threads.submit(
              () ->
                  turns.take(
                      user,
                      () -> {
                        begun.countDown();
                        await(end);
                        return "report";
                      })));
    }
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    return scans;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refused(ScanTurns turns, String user) {
    TooManyAttemptsException refusal =
        catchThrowableOfType(
            TooManyAttemptsException.class, () -> turns.take(user, () -> "report"));
    assertThat(refusal).isNotNull();
    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void take_secondOfOneUser_isRefusedUntilTheFirstHasEnded() throws Exception {
    ScanTurns turns = new ScanTurns(9);
    List<Future<String>> first = begun(turns, "anna");
    refused(turns, "anna");
    assertThat(turns.take("carl", () -> "report")).isEqualTo("report");
    end.countDown();
    assertThat(first.get(0).get()).isEqualTo("report");
    assertThat(turns.take("anna", () -> "report")).isEqualTo("report");
  }

  @Test
  void take_moreUsersThanProcessors_isRefusedUntilOneHasEnded() throws Exception {
    ScanTurns turns = new ScanTurns(2);
    List<Future<String>> others = begun(turns, "anna", "carl");
    refused(turns, "dora");
    end.countDown();
    for (Future<String> other : others) {
      other.get();
    }
    assertThat(turns.take("dora", () -> "report")).isEqualTo("report");
  }

  @Test
  void take_scanThatFails_givesTheTurnBack() {
    ScanTurns turns = new ScanTurns(1);
    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () ->
                    turns.take(
                        "anna",
                        () -> {
                          throw new IllegalStateException();
                        })))
        .isNotNull();
    assertThat(turns.take("anna", () -> "report")).isEqualTo("report");
  }
}
