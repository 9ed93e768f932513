package io.countersign.auth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildFlyServerIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final Duration HEALING = Duration.ofSeconds(10);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  @SuppressWarnings("NullAway.Init")
  private EmbeddedDatabase database;

  @SuppressWarnings("NullAway.Init")
  private ServerSettings settings;

  @BeforeEach
  void startDatabase() {
    database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
    settings = ServerSettings.local(folder.resolve("wildfly"), database, Secrets.masterKey(folder));
  }

  @AfterEach
  void stopDatabase() {
    database.close();
  }

  @Test
  void databaseRestart_isSurvived() {
    try (var server = start(settings)) {
      database.close();
      assertThat(server.isReady()).isFalse();

      database = EmbeddedDatabase.start(build, folder.resolve("postgresql"), database.port());

      server.awaitReady(HEALING, waited -> {});
    }
  }

  @Test
  void start_refusedDeployment_failsWithTheReason() {
    assertThatThrownBy(() -> start(settings.with("COUNTERSIGN_CLOCK_SKEW", "nonsense")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("countersign.clock-skew");
  }

  private WildFlyServer start(ServerSettings settings) {
    var server = WildFlyServer.start(build, settings);
    server.awaitReady(TIMEOUT, waited -> {});
    return server;
  }
}
