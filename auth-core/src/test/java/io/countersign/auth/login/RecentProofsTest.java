package io.countersign.auth.login;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.core.AccountChange;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.Username;
import io.countersign.auth.password.NewPasswords;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentProofsTest {

  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final String HERE = "192.0.2.1";

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final RecentProofs proofs =
      new RecentProofs(fixture.users, Fixture.RANDOM, fixture.clock);
  private final UserAccount shop =
      fixture
          .accounts
          .create(Username.of("shop"), accepted(PASSWORD), Set.of(Accounts.SERVICE), Actor.SYSTEM)
          .orElseThrow();
  private final AtomicInteger looked = new AtomicInteger();

  private UserAccount prove(String password, @Nullable String place) {
    return proofs.of(
        "shop",
        password,
        place,
        () -> {
          looked.incrementAndGet();
          return fixture
              .passwords
              .authenticate("shop", password)
              .orElseThrow(InvalidCredentialsException::new);
        });
  }

  private void requireRefused(String password) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> prove(password, HERE));
  }

  @Test
  void of_rightPassword_isLookedAtOnceInFiveMinutes() {
    for (int i = 0; i < 3; i++) {
      assertThat(prove(PASSWORD, HERE)).isEqualTo(shop);
    }
    assertThat(looked).hasValue(1);
    fixture.clock.advance(Duration.ofMinutes(5));
    prove(PASSWORD, HERE);
    assertThat(looked).hasValue(2);
  }

  @Test
  void of_elsewhereOrNowhere_isLookedAt() {
    prove(PASSWORD, HERE);
    prove(PASSWORD, "192.0.2.2");
    prove(PASSWORD, null);
    prove(PASSWORD, null);
    assertThat(looked).hasValue(4);
  }

  @Test
  void of_wrongPassword_isLookedAtEachTime() {
    prove(PASSWORD, HERE);
    requireRefused("guess");
    requireRefused("guess");
    assertThat(looked).hasValue(3);
  }

  @Test
  void of_changedAccount_isAsItIsNow() {
    prove(PASSWORD, HERE);
    change(Optional.empty(), Optional.of(Set.of("other")), Optional.empty());
    assertThat(prove(PASSWORD, HERE).roles()).containsExactly("other");
    assertThat(looked).hasValue(1);
    change(Optional.empty(), Optional.empty(), Optional.of(true));
    requireRefused(PASSWORD);
    change(Optional.empty(), Optional.empty(), Optional.of(false));
    prove(PASSWORD, HERE);
    change(Optional.of(PASSWORD + "!"), Optional.empty(), Optional.empty());
    requireRefused(PASSWORD);
    prove(PASSWORD + "!", HERE);
    fixture.accounts.delete(shop.id(), Actor.SYSTEM, Optional.empty());
    requireRefused(PASSWORD + "!");
  }

  private void change(
      Optional<String> password, Optional<Set<String>> roles, Optional<Boolean> disabled) {
    fixture.accounts.change(
        shop.id(),
        new AccountChange(password.map(NewPasswords::accepted), roles, disabled),
        Actor.SYSTEM,
        Optional.empty());
  }

  @Test
  void of_manyAtOnce_areLookedAtOnce() throws Exception {
    int callers = 8;
    CyclicBarrier start = new CyclicBarrier(callers);
    List<Callable<UserAccount>> calls = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      calls.add(
          () -> {
            start.await();
            return prove(PASSWORD, HERE);
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (Future<UserAccount> call : threads.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo(shop);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(looked).hasValue(1);
  }

  /** Each of whom holds a thread: whoever is one too many waits where waiting is bounded. */
  @Test
  void of_moreAtOnceThanMayWait_areLookedAtBesideEachOther() throws Exception {
    int callers = 8 * Runtime.getRuntime().availableProcessors() + 2;
    CountDownLatch two = new CountDownLatch(2);
    Callable<UserAccount> call =
        () ->
            proofs.of(
                "shop",
                PASSWORD,
                HERE,
                () -> {
                  two.countDown();
                  assertThat(awaited(two)).isTrue();
                  return shop;
                });
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (Future<UserAccount> proved : threads.invokeAll(Collections.nCopies(callers, call))) {
        assertThat(proved.get()).isEqualTo(shop);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
