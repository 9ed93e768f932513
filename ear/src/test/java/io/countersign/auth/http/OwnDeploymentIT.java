package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.Ports;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.StartFailure;
import io.countersign.auth.server.WildFlyServer;
import io.countersign.auth.shop.Warehouse;
import io.countersign.auth.testkit.Flaw;
import io.countersign.auth.testkit.TestCountersign;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with the client's jar on a server where there is no Countersign. */
class OwnDeploymentIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private WildFlyServer start(Map<String, String> environment) {
    var build = Build.ofThisModule();
    var war = folder.resolve("warehouse.war");
    Warehouse.write(build, war);
    var settings =
        new ServerSettings(
            folder.resolve("wildfly"), "127.0.0.1", Ports.free(), Ports.free(), environment);
    var ready = settings.baseUri().resolve("/warehouse/api/orders");
    var server = WildFlyServer.start(build, settings, List.of(war), ready);
    try {
      server.awaitReady(TIMEOUT, waited -> {});
      return server;
    } catch (StartFailure e) {
      server.close();
      throw e;
    }
  }

  /** As an application tests itself: with the test kit, on one server. */
  @Test
  void resources_askedWithTheTestKitsTokens_areGuarded() {
    try (var countersign = TestCountersign.builder().audience("shop", "warehouse").start()) {
      countersign.away(true);
      try (var server = start(countersign.environment())) {
        var client = new AuthClient(server.baseUri().resolve("/warehouse/api/"));
        requireToComeAgain(client, countersign);
        countersign.away(false);
        awaitKeys(client, countersign);
        requireGuarded(client, countersign);
        countersign
            .scanner(
                server.baseUri().resolve("/warehouse/api/orders/archive"),
                countersign.token().roles("clerk"))
            .build()
            .scan()
            .requireClean(Severity.LOW);
        requireFailsClosed(client, countersign);
      }
    }
  }

  private static void requireToComeAgain(AuthClient client, TestCountersign countersign) {
    assertThat(client.get("orders").requireStatus(200).body()).isEqualTo("many");
    client.get("orders/cancel").requireUnauthorized("malformed_token", "Bearer");
    var token = countersign.token().roles("clerk").valid();
    for (var path : List.of("orders/archive", "orders/cancel")) {
      var answer = client.get(path, bearer(token)).requireProblem(503, "unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
    }
  }

  /** For a second after a failure nobody asks for keys. */
  private static void awaitKeys(AuthClient client, TestCountersign countersign) {
    var token = countersign.token().roles("clerk").valid();
    var deadline = Instant.now().plusSeconds(30);
    while (client.get("orders/archive", bearer(token)).status() == 503) {
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private static void requireGuarded(AuthClient client, TestCountersign countersign) {
    var clerk = countersign.token().username("carl").roles("clerk");
    assertThat(client.get("orders/archive", bearer(clerk.valid())).requireStatus(200).body())
        .isEqualTo("carl true");
    client
        .get("orders/archive", bearer(countersign.token().roles("guest").valid()))
        .requireProblem(403, "forbidden");
    for (var flaw : Flaw.values()) {
      for (var path : List.of("orders/archive", "orders/cancel")) {
        client
            .get(path, bearer(clerk.flawed(flaw)))
            .requireUnauthorized(flaw.code().toString(), INVALID_TOKEN);
      }
    }
    var revoked = clerk.valid();
    assertThat(client.get("orders/cancel", bearer(revoked)).requireStatus(200).body())
        .isEqualTo("carl");
    countersign.revoke(revoked);
    client
        .get("orders/cancel", bearer(revoked))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.get("orders/archive", bearer(revoked)).requireStatus(200);
    client
        .get("orders/pay", bearer(clerk.authenticatedAgo(Duration.ofHours(1)).valid()))
        .requireProblem(401, "insufficient_user_authentication");
    countersign.rotateKey();
    client.get("orders/cancel", bearer(clerk.valid())).requireStatus(200);
  }

  private static void requireFailsClosed(AuthClient client, TestCountersign countersign) {
    var token = countersign.token().roles("clerk").valid();
    countersign.away(true);
    client.get("orders/cancel", bearer(token)).requireProblem(503, "revocation_unavailable");
    client.get("orders/archive", bearer(token)).requireStatus(200);
  }

  @Test
  void deployment_withWrongSettings_isRefusedByName() {
    var plainHttp =
        Map.of("COUNTERSIGN_ISSUER", "http://login.example/auth", "COUNTERSIGN_AUDIENCE", "a");
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> start(plainHttp).close())
        .withMessageContaining("countersign.url")
        .withMessageContaining("plain http");
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> start(Map.of("COUNTERSIGN_ISSUER", "https://login.example/auth")).close())
        .withMessageContaining("countersign.audience must be set");
  }
}
