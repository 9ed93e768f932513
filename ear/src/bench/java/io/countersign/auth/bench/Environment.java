package io.countersign.auth.bench;

import io.countersign.auth.server.JavaHome;
import java.sql.SQLException;

/** What figures depend on, as it is on this machine. */
final class Environment {
  private Environment() {}

  static void tell(Report report, Stage stage) {
    var options = stage.options();
    report.fact("machine", machine());
    report.fact("PostgreSQL", postgres(stage) + ", fsync and synchronous_commit on");
    report.fact(
        "Countersign",
        "WildFly %s, Java %s, default settings and JVM options"
            .formatted(System.getProperty("wildfly.version"), Runtime.version()));
    if (options.hasKeycloak()) {
      report.fact(
          "Keycloak",
          "%s, Java %s, production mode, rotation on, default hash, heap of its default (512 MB)"
              .formatted(
                  System.getProperty("keycloak.version"),
                  JavaHome.version(options.keycloakJava())));
    }
    report.fact("floor", "a bare resource on a WildFly of its own, one statement, one signature");
    report.fact("scheduling", stage.isBatch() ? "SCHED_BATCH for all" : "the system's default");
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
}
