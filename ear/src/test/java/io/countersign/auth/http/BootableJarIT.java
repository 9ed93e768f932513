package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.BootableServer;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The server and the EAR in one jar, run as a container runs it. The last test stops it. */
@Tag("bootable")
@TestMethodOrder(OrderAnnotation.class)
class BootableJarIT {

  private static final String PASSWORD = "violet kettle drums on tuesday";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedDatabase database;

  @SuppressWarnings("NullAway.Init")
  private static BootableServer server;

  @SuppressWarnings("NullAway.Init")
  private static URI address;

  @BeforeAll
  static void start() {
    var build = Build.ofThisModule();
    database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
    var settings =
        ServerSettings.local(folder.resolve("bootable"), database, Secrets.masterKey(folder))
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    address = settings.baseUri();
    server = BootableServer.start(build, settings);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  @Order(1)
  void jar_servesLoginAndRefresh() {
    var client = new AuthClient(address);
    var login = client.login("admin", PASSWORD).requireStatus(200);

    var refreshed = client.refresh(login.text("refresh_token")).requireStatus(200);

    client.me(refreshed.text("access_token")).requireStatus(200);
    client
        .refresh(login.text("refresh_token"))
        .requireUnauthorized("token_reused", AuthClient.INVALID_GRANT);
  }

  @Test
  @Order(2)
  void jar_answersEveryProbe() {
    var client = new AuthClient(address);

    client.get("health/live").requireStatus(200);
    client.get("health/ready").requireStatus(200);
    client.get("health/started").requireStatus(200);
  }

  @Test
  @Order(3)
  void jar_printsThatItIsReadyAndWhatHappens() {
    assertThat(server.console())
        .contains("Countersign has started", "WFLYSRV0025", "\"type\":\"login\"")
        .as("colours")
        .doesNotContain("\u001B[")
        .as("secrets")
        .doesNotContain(PASSWORD, database.password());
  }

  @Test
  @Order(4)
  void jar_writesToTheTemporaryFolderOnly() {
    assertThat(server.workingFolder()).isEmptyDirectory();
    assertThat(server.temporary()).isDirectoryRecursivelyContaining("glob:**/standalone.xml");
    assertThat(server.temporary()).isDirectoryNotContaining("glob:**/server.log");
  }

  @Test
  @Order(5)
  void sigterm_endsWithinSeconds() {
    assertThat(server.endsWithin(Duration.ofSeconds(10))).isTrue();
  }
}
