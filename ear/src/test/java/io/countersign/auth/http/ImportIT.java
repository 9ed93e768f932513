package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of another system, imported by the command line as it is packaged. */
@OnWildFly
class ImportIT {

  private static final String TYPED = "violet kettle drums";

  /** Of what is typed, made by OpenSSL. */
  private static final String HASH =
      "$pbkdf2-sha256$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA$+xtcuaku8JuTvhcIu6cKgA";

  @TempDir Path folder;

  private final AuthServer server;
  private final AuthClient client;
  private final String prefix = "import-" + UUID.randomUUID() + "-";

  ImportIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  private String run(int code, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", "../auth-core/target/countersign.jar", "users", "import"));
    command.addAll(List.of("--username", "admin", "--url", server.baseUri().toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("COUNTERSIGN_PASSWORD", AuthServer.PASSWORD);
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(code);
    return printed;
  }

  private String line(String name) {
    return Json.createObjectBuilder()
        .add("username", prefix + name)
        .add("password_hash", HASH)
        .add("roles", Json.createArrayBuilder().add("clerk").add("editor"))
        .build()
        .toString();
  }

  @Test
  void lines_ofUsers_areMadeOnceAndLogIn() throws Exception {
    var file = Files.writeString(folder.resolve("users"), line("Anna") + "\n" + line("bert\n"));
    assertThat(run(1, file.toString())).contains("created  1\nexisted  0\nrefused  1\n");
    client.login(prefix + "anna", TYPED).requireStatus(200);
    client.login(prefix + "anna", TYPED + "!").requireStatus(401);

    Files.writeString(file, line("Anna") + "\n" + line("bert"));
    var report = folder.resolve("second");
    assertThat(run(0, file.toString(), "--report", report.toString()))
        .contains("created  1\nexisted  1\nrefused  0\n");
    client.login(prefix + "bert", TYPED).requireStatus(200);
    assertThat(report).content().doesNotContain("c29tZXNhbHRzb21lc2FsdA");
  }

  @Test
  void realm_ofKeycloak_usersLogIn() throws Exception {
    var realm =
        """
        {"realm":"shop","users":[{"id":"826731b2","username":"%s","enabled":true,
         "credentials":[{"type":"password",
          "secretData":"{\\"value\\":\\"zF9wptxz5ryo1J6qrijbTrw7fuPvXzahHINKFFouUPw=\\",\\"salt\\":\\"c29tZXNhbHRzb21lc2FsdA==\\"}",
          "credentialData":"{\\"hashIterations\\":5,\\"algorithm\\":\\"argon2\\",\\"additionalParameters\\":{\\"hashLength\\":[\\"32\\"],\\"memory\\":[\\"7168\\"],\\"type\\":[\\"id\\"],\\"version\\":[\\"1.3\\"],\\"parallelism\\":[\\"1\\"]}}"}],
         "realmRoles":["default-roles-shop","clerk"]}]}
        """
            .formatted(prefix + "keycloak");
    var file = Files.writeString(folder.resolve("realm.json"), realm);
    assertThat(run(0, "--keycloak", file.toString())).contains("created  1\n");
    var login = client.login(prefix + "keycloak", TYPED).requireStatus(200);
    assertThat(
            client
                .get("me", AuthClient.bearer(login.text("access_token")))
                .json()
                .getJsonArray("groups"))
        .hasToString("[\"clerk\"]");
  }
}
