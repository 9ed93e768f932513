package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.VerificationKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeySetTest {

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
    keys = new RemoteKeySet(server.uri(), Duration.ofMillis(500), clock);
    assertThat(askedAtOnce("old")).containsOnly(false);
    assertThat(server.requests).hasSize(1);
  }

  /** Whether each of 64 calls by 16 threads found the key; false where it was not available. */
  private Set<Boolean> askedAtOnce(String kid) throws Exception {
    var threads = Executors.newFixedThreadPool(16);
    var found = new HashSet<Boolean>();
    try {
      Callable<Boolean> isFound =
          () -> {
            try {
              return keys.verificationKey(kid).isPresent();
            } catch (KeysUnavailableException e) {
              return false;
            }
          };
      for (var one : threads.invokeAll(Collections.nCopies(64, isFound))) {
        found.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return found;
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
