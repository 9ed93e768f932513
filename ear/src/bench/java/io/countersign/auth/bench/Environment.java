package io.countersign.auth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;

/** What figures depend on, as it is on this machine. */
final class Environment {
  private Environment() {}

  static void tell(Report report, Stage stage) {
    var options = stage.options();
    report.fact("machine", machine());
    report.fact("PostgreSQL", postgres(stage) + ", fsync and synchronous_commit on");
    report.fact(
        "Countersign",
        "WildFly %s, Java %s, default settings, heap of the server's default (512 MB)"
            .formatted(System.getProperty("wildfly.version"), Runtime.version()));
    if (options.hasKeycloak()) {
      report.fact(
          "Keycloak",
          "%s, Java %s, production mode, rotation on, default hash, heap of its default (512 MB)"
              .formatted(System.getProperty("keycloak.version"), version(options.keycloakJava())));
    }
    report.fact("floor", "a bare resource in Countersign's server, one statement, one signature");
    report.fact(
        "load",
        "%d rounds of %d s, medians; %,d sessions; ratios are medians of those of each round"
            .formatted(options.rounds(), options.window().toSeconds(), Countersign.FAMILIES));
  }

  private static String machine() {
    return "%d processors, %s %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  private static String postgres(Stage stage) {
    try (var connection = stage.database().dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every JDK says in a file of its home what it is. */
  private static String version(Path java) {
    var release = new Properties();
    try (var stream = Files.newInputStream(java.resolve("release"))) {
      release.load(stream);
    } catch (IOException e) {
      return "unknown";
    }
    return release
        .getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION", "unknown"))
        .replace("\"", "");
  }
}
