package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteRevocationCheckTest {

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final VerifiedToken token = token();
  private AnsweringServer server;
  private RemoteRevocationCheck check;

  private VerifiedToken token() {
    return fixture.verifier.verify(
        fixture.service.generateAccessToken(fixture.user().id().toString(), Set.of()).value());
  }

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer();
    server.body = yesTo(token);
    check = new RemoteRevocationCheck(server.uri(), Duration.ofSeconds(2), 2);
  }

  private static String yesTo(VerifiedToken token) {
    return "{\"active\":true,\"jti\":\"" + token.getTokenID() + "\",\"exp\":1}";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void yesToThisToken_passes_andIsAskedForEachTime() {
    for (int i = 0; i < 3; i++) { // one more than at a time
      assertThatCode(() -> check.requireNotRevoked(token)).doesNotThrowAnyException();
    }
    assertThat(server.requests).hasSize(3).containsOnly("Bearer " + token.getRawToken());
  }

  @Test
  void unauthorized_isRefusedAsTheServerSays() {
    server.status = 401;
    server.body = "{\"code\":\"token_revoked\"}";
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> check.requireNotRevoked(token));
    server.body = "{\"code\":\"token_expired\"}";
    assertThatExceptionOfType(TokenExpiredException.class)
        .isThrownBy(() -> check.requireNotRevoked(token));
    server.body = "{\"code\":\"invalid_claims\"}"; // the settings differ
    unavailable();
    server.body = yesTo(token);
    unavailable();
  }

  @Test
  void moreAtATimeThanAreAllowed_failClosedWithoutWaiting() throws Exception {
    check = new RemoteRevocationCheck(server.uri(), Duration.ofSeconds(20), 2);
    server.isStuck = true;
    var threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 2; i++) {
        threads.execute(() -> check.requireNotRevoked(token));
      }
      server.awaitRequests(2);
      unavailable();
      assertThat(server.requests).hasSize(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 301, 302, 400, 403, 404, 429, 500, 503})
  void otherStatus_failsClosed(int status) {
    server.status = status;
    server.headers = Map.of("Location", server.uri().resolve("/other").toString());
    unavailable();
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"active\":true}", "true", "{\"active\":true,\"jti\":null}"})
  void otherAnswer_failsClosed(String body) {
    server.body = body;
    unavailable();
  }

  @Test
  void yesToAnotherToken_failsClosed() {
    server.body = yesTo(token());
    unavailable();
    server.body = yesTo(token).replace("true", "\"true\"");
    unavailable();
    server.body = yesTo(token).replace("true", "false");
    unavailable();
    server.body = yesTo(token) + " ".repeat(20_000);
    unavailable();
  }

  @Test
  void noAnswer_failsClosed() {
    check = new RemoteRevocationCheck(server.uri(), Duration.ofMillis(100), 2);
    server.isStuck = true;
    unavailable();
    server.close();
    unavailable();
  }

  private void unavailable() {
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(() -> check.requireNotRevoked(token));
  }

  @Test
  void interrupted_failsClosedAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    unavailable();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests).isEmpty();
  }
}
