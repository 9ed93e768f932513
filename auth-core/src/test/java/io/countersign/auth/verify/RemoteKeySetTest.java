package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.VerificationKey;
import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeySetTest {

  private static final int CALLERS = 16;
  private static final VerificationKey OLD = key("old");
  private static final VerificationKey NEW = key("new");

  private final TestClock clock = new TestClock();
  private AnsweringServer server;
  private RemoteKeySet keys;

  private static VerificationKey key(String kid) {
    return new VerificationKey(
        kid,
        SigningAlgorithm.ES256,
        SigningKeys.generate(SigningAlgorithm.ES256, 0, Fixture.RANDOM).getPublic());
  }

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer();
    server.body = JsonWebKeySet.of(List.of(OLD));
    server.headers = Map.of("Cache-Control", "max-age=3600");
    keys = new RemoteKeySet(server.uri(), clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keys_areFetchedWhenTheFirstIsNeeded_andKept() {
    assertThat(server.requests).isEmpty();
    assertThat(keys.verificationKey("old")).hasValue(OLD);
    assertThat(keys.verificationKey("old")).hasValue(OLD);
    assertThat(server.requests).containsExactly("null");
  }

  @ParameterizedTest
  @CsvSource({"max-age=60, 60", "'public, Max-Age=60', 60", "max-age=0, 1", "no-store, 300"})
  void keys_pastTheirMaxAge_areFetchedAgain(String cacheControl, long seconds) {
    server.headers = Map.of("Cache-Control", cacheControl);
    keys.verificationKey("old");
    clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
    keys.verificationKey("old");
    assertThat(server.requests).hasSize(1);
    clock.advance(Duration.ofMillis(1));
    keys.verificationKey("old");
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void keys_withALongMaxAge_areFetchedAgainAfterFiveMinutes() {
    server.headers = Map.of("Cache-Control", "max-age=86400");
    keys.verificationKey("old");
    server.body = JsonWebKeySet.of(List.of(NEW));
    clock.advance(Duration.ofMinutes(5));
    assertThat(keys.verificationKey("old")).isEmpty();
  }

  @Test
  void firstKey_askedForByManyAtOnce_isFetchedOnce() throws Exception {
    assertThat(askedAtOnce("old")).containsOnly(true);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void firstKey_askedForByManyOfAServerThatHangs_isRefusedToAllAfterOneAttempt() throws Exception {
    server.isStuck = true;
    keys = new RemoteKeySet(server.uri(), Duration.ofSeconds(1), clock);
    assertThat(askedAtOnce("old")).containsOnly(false);
    assertThat(server.requests).hasSize(1);
  }

  /**
   * Whether each of 64 calls found the key; false where it was not available. The first 16 wait for
   * the answer at the same time.
   */
  private Set<Boolean> askedAtOnce(String kid) throws Exception {
    server.gate = new CountDownLatch(1);
    var threads = new CopyOnWriteArrayList<Thread>();
    var pool =
        Executors.newFixedThreadPool(
            CALLERS,
            task -> {
              var thread = new Thread(task);
              threads.add(thread);
              return thread;
            });
    Callable<Boolean> isFound =
        () -> {
          try {
            return keys.verificationKey(kid).isPresent();
          } catch (KeysUnavailableException e) {
            return false;
          }
        };
    try {
      var calls = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 4 * CALLERS; i++) {
        calls.add(pool.submit(isFound));
      }
      while (threads.stream().filter(RemoteKeySetTest::waitsForKeys).count() < CALLERS) {
        assertThat(calls).as("nobody is answered yet").noneMatch(Future::isDone);
        Thread.onSpinWait();
      }
      server.gate.countDown();
      var found = new HashSet<Boolean>();
      for (var call : calls) {
        found.add(call.get());
      }
      return found;
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean waitsForKeys(Thread thread) {
    return EnumSet.of(State.WAITING, State.TIMED_WAITING).contains(thread.getState())
        && Stream.of(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(RemoteKeySet.class.getName()));
  }

  @Test
  void unknownKid_isLookedForOnceInTenSeconds() {
    keys.verificationKey("old");
    server.body = JsonWebKeySet.of(List.of(OLD, NEW));
    assertThat(keys.verificationKey("new")).hasValue(NEW);
    assertThat(server.requests).hasSize(2);

    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    for (int i = 0; i < 100; i++) {
      assertThat(keys.verificationKey("forged" + i)).isEmpty();
    }
    assertThat(server.requests).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    assertThat(keys.verificationKey("forged")).isEmpty();
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void newKid_askedForByManyAtOnce_isFoundByAll() throws Exception {
    keys.verificationKey("old");
    server.body = JsonWebKeySet.of(List.of(OLD, NEW));
    assertThat(askedAtOnce("new")).containsOnly(true);
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void removedKey_isUnknown_onceTheSetWasFetchedAgain() {
    keys.verificationKey("old");
    server.body = JsonWebKeySet.of(List.of(NEW));
    keys.verificationKey("new");
    assertThat(keys.verificationKey("old")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}"
      })
  void otherAnswer_isNoKeySet(String body) {
    server.body = body;
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> keys.verificationKey("old"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 304, 401, 404, 500, 503})
  void otherStatus_isNoKeySet(int status) {
    server.status = status;
    server.headers = Map.of("Location", server.uri().resolve("/other").toString());
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> keys.verificationKey("old"));
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void serverAway_isAskedOnceASecond_untilItIsBack() {
    server.status = 503;
    for (int i = 0; i < 100; i++) {
      assertThatExceptionOfType(KeysUnavailableException.class)
          .isThrownBy(() -> keys.verificationKey("old"));
    }
    assertThat(server.requests).hasSize(1);
    server.status = 200;
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.verificationKey("old")).hasValue(OLD);
  }

  @Test
  void serverAway_knownKeysServeForAnHourAndNotLonger() {
    keys.verificationKey("old");
    server.close();
    clock.advance(Duration.ofHours(1));
    assertThat(keys.verificationKey("old")).hasValue(OLD);
    assertThatExceptionOfType(KeysUnavailableException.class)
        .as("it may have come meanwhile")
        .isThrownBy(() -> keys.verificationKey("new"));
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> keys.verificationKey("old"));
  }
}
