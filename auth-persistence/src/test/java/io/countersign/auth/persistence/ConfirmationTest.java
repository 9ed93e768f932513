package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.OutcomeUnknownException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  private final SQLException broken = new SQLException("the connection broke", "08006");

  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicLong passed = new AtomicLong();
  private final Confirmation confirmation =
      new Confirmation(Duration.ofMillis(200), () -> System.nanoTime() + passed.get());

  private Callable<Integer> failing(int times, boolean atTheCommit, Exception failure) {
    return () -> {
      int tried = tries.incrementAndGet();
      if (atTheCommit) {
        confirmation.workDone();
      }
      if (tried <= times) {
        throw failure;
      }
      return tried;
    };
  }

  @Test
  void of_brokenAtTheCommit_isMadeAgainUntilItIsTold() throws Exception {
    assertThat(confirmation.of(failing(3, true, broken))).isEqualTo(4);
  }

  @Test
  void of_brokenStatementThatCommitsByItself_isMadeAgainUntilItIsTold() throws Exception {
    assertThat(confirmation.of(failing(3, false, new InDoubtException(broken)))).isEqualTo(4);
  }

  @Test
  void of_brokenAtTheCommitAfterLongWork_isMadeAgainUntilItIsTold() throws Exception {
    Callable<Integer> breaking = failing(2, true, broken);
    Callable<Integer> slow =
        () -> {
          passed.addAndGet(tries.get() == 0 ? Duration.ofMinutes(1).toNanos() : 0);
          return breaking.call();
        };
    assertThat(confirmation.of(slow)).isEqualTo(3);
  }

  @Test
  void of_brokenAtTheCommitForTooLong_isUnknown() {
    assertThatThrownBy(() -> confirmation.of(failing(Integer.MAX_VALUE, true, broken)))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(tries.get()).isGreaterThan(3);
  }

  @Test
  void of_brokenAtTheCommitAndThenBefore_isUnknown() {
    Callable<Integer> first = failing(1, true, broken);
    Callable<Integer> then = failing(Integer.MAX_VALUE, false, broken);
    assertThatThrownBy(() -> confirmation.of(() -> tries.get() == 0 ? first.call() : then.call()))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void of_inDoubtThenOtherFailure_isUnknown() {
    Callable<Integer> first = failing(1, true, broken);
    Callable<Integer> then = failing(2, false, new SQLException("duplicate key", "23505"));
    assertThatThrownBy(() -> confirmation.of(() -> tries.get() == 0 ? first.call() : then.call()))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void of_silentFailureOfTheCommit_isInDoubt() throws Exception {
    assertThat(confirmation.of(failing(2, true, new XAException("an I/O error")))).isEqualTo(3);
  }

  @Test
  void of_silentFailureBefore_isNoReasonToTryAgain() {
    Exception failure = new IllegalStateException("a fault of ours");
    assertThatThrownBy(() -> confirmation.of(failing(1, false, failure))).isSameAs(failure);
    assertThat(tries).hasValue(1);
  }

  @Test
  void of_brokenBefore_isMadeOnceMore() throws Exception {
    assertThat(confirmation.of(failing(1, false, broken))).isEqualTo(2);
  }

  @Test
  void of_brokenBeforeTwice_isNotDone() {
    assertThatThrownBy(() -> confirmation.of(failing(2, false, broken))).isSameAs(broken);
    assertThat(tries).hasValue(2);
  }

  @Test
  void of_otherFailure_isNoReasonToTryAgain() {
    Exception failure = new SQLException("duplicate key", "23505");
    assertThatThrownBy(() -> confirmation.of(failing(1, true, failure))).isSameAs(failure);
    assertThat(tries).hasValue(1);
  }
}
