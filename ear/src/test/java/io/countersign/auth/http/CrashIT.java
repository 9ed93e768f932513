package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client holds outlives {@code kill -9} of the server. */
class CrashIT {

  private static final String PASSWORD = "violet kettle drums on tuesday";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  private WildFlyServer start(ServerSettings settings) {
    var server = WildFlyServer.start(build, settings);
    server.awaitReady(Duration.ofMinutes(2), waited -> {});
    return server;
  }

  @Test
  void kill_betweenLoginAndRefresh_losesNothingAndForgetsNoReuse() {
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var settings =
          ServerSettings.local(folder.resolve("wildfly"), database, Secrets.masterKey(folder))
              .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
      var killed = start(settings);
      var client = new AuthClient(killed.baseUri());
      var untouched = client.login("admin", PASSWORD).requireStatus(200);
      var rotated = client.login("admin", PASSWORD).requireStatus(200);
      var successor = client.refresh(rotated.text("refresh_token")).requireStatus(200);
      killed.kill();

      try (var restarted = start(settings)) {
        assertThat(restarted.isReady()).isTrue();
        client.me(untouched.text("access_token")).requireStatus(200);
        client.refresh(untouched.text("refresh_token")).requireStatus(200);
        client
            .refresh(rotated.text("refresh_token"))
            .requireUnauthorized("token_reused", INVALID_GRANT);
        client
            .refresh(successor.text("refresh_token"))
            .requireUnauthorized("token_revoked", AuthClient.INVALID_TOKEN);
      }
    }
  }
}
