package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are generated from the OpenAPI document: {@code ./mvnw -Pclients verify}. */
@Tag("clients")
class GeneratedClientsIT {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedDatabase database;

  @SuppressWarnings("NullAway.Init")
  private static WildFlyServer server;

  @SuppressWarnings("NullAway.Init")
  private static URI address;

  @BeforeAll
  static void start() {
    var build = Build.ofThisModule();
    database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
    var settings =
        ServerSettings.local(folder.resolve("server"), database, Secrets.masterKey(folder))
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", AuthServer.PASSWORD);
    address = settings.baseUri();
    server = WildFlyServer.start(build, settings);
    server.awaitReady(Duration.ofMinutes(2), waited -> {});
  }

  @AfterAll
  static void stop() {
    server.kill();
    database.close();
  }

  /** The profile has built both, in a project of their own. */
  static Stream<Arguments> languages() {
    var target = Build.ofThisModule().folder().resolve("apps/clients/target");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
    return Stream.of(
        Arguments.of("Java", List.of(java, "-cp", classes, "com.example.clients.Tour")),
        Arguments.of(
            "TypeScript", List.of("node", target.resolve("node/dist/tour.js").toString())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("languages")
  void tour_ofAGeneratedClient_understandsEveryAnswer(String language, List<String> command)
      throws IOException {
    assertThat(run(command))
        .containsExactly(
            "login: Bearer",
            "me: admin [auth-admin]",
            "refresh: true",
            "session: active true 1",
            "opened: true",
            "history: login",
            "user: [clerk] false",
            "changed: [clerk] true",
            "again: 409 conflict",
            "wrong: 401 invalid_credentials",
            "logged out: 401 token_revoked");
  }

  private static List<String> run(List<String> command) throws IOException {
    var withAddress = Stream.concat(command.stream(), Stream.of(address())).toList();
    var builder = new ProcessBuilder(withAddress).redirectErrorStream(true);
    builder.environment().put("PASSWORD", AuthServer.PASSWORD);
    var process = builder.start();
    try (var output = process.inputReader(UTF_8)) {
      return output.lines().toList();
    }
  }

  /** Without the slash at its end, as the document has it. */
  private static String address() {
    return address.toString().replaceFirst("/$", "");
  }
}
