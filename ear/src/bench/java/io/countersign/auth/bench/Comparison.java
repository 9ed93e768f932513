package io.countersign.auth.bench;

import io.countersign.auth.server.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rows: Countersign beside Keycloak and the floor, one way of signing after the other. */
final class Comparison {
  private final Stage stage;
  private final Options options;
  private final Report report;

  Comparison(Stage stage) {
    this.stage = stage;
    this.options = stage.options();
    this.report = new Report(stage.folder().resolve("figures.json"));
  }

  void run() {
    Environment.tell(report, stage);
    if (!options.hasKeycloak()) {
      report.line("Keycloak is left out: keycloak.java.home is not a Java");
      run(null);
      return;
    }
    try (var keycloak = Keycloak.start(stage)) {
      report.line(
          "Keycloak was ready after %.1f s".formatted(keycloak.startTime().toMillis() / 1e3));
      run(keycloak);
    }
  }

  private void run(@Nullable Keycloak keycloak) {
    options.variants().forEach(variant -> measure(variant, keycloak));
    if (options.rows().contains(Row.ACTIVE_REDIS)) {
      measureWithRedis(keycloak);
    }
    report.end();
  }

  private void measure(Variant variant, @Nullable Keycloak keycloak) {
    if (keycloak != null) {
      keycloak.signBy(variant.algorithm());
    }
    try (var countersign = Countersign.start(stage, variant, Optional.empty())) {
      report.line(
          "Countersign (%s) was ready after %.1f s"
              .formatted(variant, countersign.startTime().toMillis() / 1e3));
      var contestants = contestants(countersign, keycloak);
      for (var row : options.rowsOf(variant)) {
        measure(row, variant, contestants);
      }
      if (options.isGrowthAsked() && variant.equals(options.variants().get(0))) {
        new Growth(stage, report, variant, countersign).run();
      }
    }
  }

  private void measureWithRedis(@Nullable Keycloak keycloak) {
    var variant = options.variants().get(0);
    if (keycloak != null) {
      keycloak.signBy(variant.algorithm());
    }
    try (var redis = EmbeddedRedis.start(stage.servers().resolve("redis"));
        var countersign = Countersign.start(stage, variant, Optional.of(redis.uri()))) {
      measure(Row.ACTIVE_REDIS, variant, contestants(countersign, keycloak));
    }
  }

  private static List<Contestant> contestants(
      Countersign countersign, @Nullable Keycloak keycloak) {
    var contestants = new ArrayList<Contestant>();
    contestants.add(countersign);
    if (keycloak != null) {
      contestants.add(keycloak);
    }
    contestants.add(Floor.beside(countersign));
    return contestants;
  }

  private void measure(Row row, Variant variant, List<Contestant> contestants) {
    var ofRow = contestants.stream().filter(it -> it.isIn(row)).toList();
    report.add(Measurement.take(row, variant, ofRow, options.roundsOf(variant), stage));
  }
}
