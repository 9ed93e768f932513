package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import io.countersign.auth.stock.JwksVerifier;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two nodes rotate their keys under load, and nobody notices: not the nodes themselves, not a
 * verifier that keeps a key set for exactly as long as it may, not the MicroProfile JWT of WildFly
 * or Payara.
 */
class KeyRotationIT {

  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration PUBLISH_AHEAD = Duration.ofSeconds(4);
  private static final int ROTATIONS = 3;

  private final Build build = Build.ofThisModule();
  private final Path folder = build.folder().resolve("rotation");

  private ServerSettings node(String name, EmbeddedDatabase database, String issuer) {
    return ServerSettings.local(folder.resolve(name), database, Secrets.masterKey(folder))
        .with("COUNTERSIGN_ISSUER", issuer)
        .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
        .with("COUNTERSIGN_SIGNING_ROTATION_INTERVAL", "PT10S")
        .with("COUNTERSIGN_SIGNING_PUBLISH_AHEAD", PUBLISH_AHEAD.toString())
        .with("COUNTERSIGN_JWKS_MAX_AGE", "PT2S")
        .with("COUNTERSIGN_CLOCK_SKEW", "PT1S");
  }

  @Test
  void rotation_underLoadOnTwoNodes_refusesNotOneValidToken() throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    String issuer = "https://login.example/auth";
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var settingsOfA = node("node-a", database, issuer);
      var settingsOfB = node("node-b", database, issuer);
      var trustInA = trust(settingsOfA, issuer);
      var trustInB = trust(settingsOfB, issuer);
      try (var nodeA = WildFlyServer.start(build, settingsOfA);
          var nodeB = WildFlyServer.start(build, settingsOfB);
          var wildFly = StockServer.startWildFly(build, folder.resolve("wildfly"), trustInA);
          var payara = StockServer.startPayara(build, folder.resolve("payara"), trustInB)) {
        nodeA.awaitReady(TIMEOUT, waited -> {});
        nodeB.awaitReady(TIMEOUT, waited -> {});
        wildFly.awaitReady(TIMEOUT);
        payara.awaitReady(TIMEOUT);

        var clients = List.of(new AuthClient(nodeA.baseUri()), new AuthClient(nodeB.baseUri()));
        var load = new RotationLoad(clients, "admin", PASSWORD);
        load.verifiedBy("node A", token -> clients.get(0).me(token).status() == 200);
        load.verifiedBy("node B", token -> clients.get(1).me(token).status() == 200);
        load.verifiedBy("max-age of A", new JwksVerifier(trustInA, Clock.systemUTC())::accepts);
        load.verifiedBy("max-age of B", new JwksVerifier(trustInB, Clock.systemUTC())::accepts);
        load.verifiedBy("WildFly", token -> wildFly.whoAmI(token).statusCode() == 200);
        load.verifiedBy("Payara", token -> payara.whoAmI(token).statusCode() == 200);
        load.run(ROTATIONS);

        System.out.println(load.figures());
        assertThat(load.refusals()).isEmpty();
        assertThat(load.signedTooEarly(PUBLISH_AHEAD)).isEmpty();
        assertThat(load.rotations()).isGreaterThanOrEqualTo(ROTATIONS);
      }
    }
  }

  private static Trust trust(ServerSettings settings, String issuer) {
    return new Trust(settings.baseUri().resolve(".well-known/jwks.json"), issuer, "countersign");
  }
}
