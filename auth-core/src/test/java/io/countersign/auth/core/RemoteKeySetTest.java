package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.VerificationKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void keys_pastTheirMaxAge_areFetchedAgain() {
    server.headers = Map.of("Cache-Control", "max-age=1"); // by jose4j's clock, the system's
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          while (server.requests.size() < 2) {
            keys.verificationKey("old");
          }
        });
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
    var threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Boolean> isFound = () -> keys.verificationKey("new").isPresent();
      for (var found : threads.invokeAll(Stream.generate(() -> isFound).limit(64).toList())) {
        assertThat(found.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
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
    assertThat(keys.verificationKey("new")).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(KeysUnavailableException.class)
        .isThrownBy(() -> keys.verificationKey("old"));
  }
}
