package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.Ports;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.StartFailure;
import io.countersign.auth.server.WildFlyServer;
import io.countersign.auth.shop.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
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

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void request_whileKeysCannotBeFetched_isToldToComeAgain() {
    var away = Map.of("COUNTERSIGN_ISSUER", "http://127.0.0.1:1/auth", "COUNTERSIGN_AUDIENCE", "a");
    try (var server = start(away)) {
      var client = new AuthClient(server.baseUri().resolve("/warehouse/api/"));
      assertThat(client.get("orders").requireStatus(200).body()).isEqualTo("many");
      client.get("orders/cancel").requireUnauthorized("malformed_token", "Bearer");
      var token = base64("{\"alg\":\"RS256\",\"kid\":\"a\"}") + "." + base64("{}") + ".AAAA";
      for (var path : List.of("orders/archive", "orders/cancel")) {
        var answer = client.get(path, bearer(token));
        answer.requireProblem(503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
      }
    }
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
