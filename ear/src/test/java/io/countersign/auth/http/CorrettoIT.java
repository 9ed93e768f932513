package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Amazon Corretto Crypto Provider, a module of the server that we provision, which uses it
 * without being told, under one EAR after another.
 */
class CorrettoIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final Set<String> PLATFORMS =
      Set.of("Linux amd64", "Linux aarch64", "Mac OS X aarch64");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  private static void requirePlatform() {
    assumeTrue(
        PLATFORMS.contains(System.getProperty("os.name") + " " + System.getProperty("os.arch")),
        "the build has no library for this platform");
  }

  private ServerSettings settings(EmbeddedDatabase database) {
    return ServerSettings.local(folder.resolve("wildfly"), database, Secrets.masterKey(folder))
        .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
  }

  private WildFlyServer start(ServerSettings settings) {
    var server = WildFlyServer.start(build, settings);
    server.awaitReady(TIMEOUT, waited -> {});
    return server;
  }

  private static List<String> linesOfTheProvider(WildFlyServer server) {
    try (var lines = Files.lines(server.log())) {
      return lines.filter(line -> line.contains("keys.CryptoProvider]")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void redeploy_signsAndVerifiesAsBefore() {
    requirePlatform();
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
        var server = start(settings(database).with("COUNTERSIGN_SIGNING_ALGORITHM", "ES256"))) {
      var client = new AuthClient(server.baseUri());
      var before = client.login("admin", PASSWORD).requireStatus(200).text("access_token");
      var jwks = client.get(".well-known/jwks.json").body();

      server.redeploy(TIMEOUT);

      var after = client.login("admin", PASSWORD).requireStatus(200).text("access_token");
      client.me(before).requireStatus(200);
      client.me(after).requireStatus(200);
      assertThat(client.get(".well-known/jwks.json").body()).isEqualTo(jwks);
      assertThat(linesOfTheProvider(server))
          .hasSize(2)
          .allMatch(
              line -> line.endsWith("AmazonCorrettoCryptoProvider version 2.5 signs and verifies"));
    }
  }
}
