package io.countersign.auth.bench;

import io.countersign.auth.server.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rows: Countersign beside Keycloak and the floor, one way of signing after the other. */
final class Comparison {
  /** Of each row. With more, the compilers would wait for a processor as well. */
  private static final int WARMING_CLIENTS = 2;

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
    stage.progress().step("Starting Countersign alone");
    var ready = Countersign.timeToReady(stage);
    report.line("Countersign was ready after %.1f s".formatted(seconds(ready)));
    if (!options.hasKeycloak()) {
      report.line("Keycloak is left out: -Dkeycloak.java.home is not a Java 21 or later");
      run(null);
      return;
    }
    try (var keycloak = Keycloak.start(stage)) {
      report.line(
          "Keycloak was ready after %.1f s, Countersign after %.2f of that"
              .formatted(
                  seconds(keycloak.startTime()), seconds(ready) / seconds(keycloak.startTime())));
      warmUp(keycloak, options.warmUp());
      run(keycloak);
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private void run(@Nullable Keycloak keycloak) {
    options.variants().forEach(variant -> measure(variant, keycloak));
    if (options.rows().stream().anyMatch(Row.OTHER_SETTINGS::contains)) {
      measureOtherSettings(keycloak);
    }
    report.end();
  }

  private void measure(Variant variant, @Nullable Keycloak keycloak) {
    if (keycloak != null) {
      keycloak.signBy(variant.algorithm());
    }
    try (var countersign = Countersign.start(stage, variant, Optional.empty())) {
      try (var floor = Floor.start(stage, variant)) {
        warmUp(countersign, options.warmUpOf(variant));
        warmUp(floor, options.warmUpOf(variant));
        var contestants = contestants(countersign, keycloak);
        contestants.add(floor);
        for (var row : options.rowsOf(variant)) {
          measure(row, variant, contestants);
        }
      }
      if (options.isGrowthAsked() && variant.equals(options.variants().get(0))) {
        new Growth(stage, report, variant, countersign).run();
      }
    }
  }

  private void measureOtherSettings(@Nullable Keycloak keycloak) {
    var variant = options.variants().get(0);
    if (keycloak != null) {
      keycloak.signBy(variant.algorithm());
    }
    try (var redis = EmbeddedRedis.start(stage.servers().resolve("redis"));
        var countersign = Countersign.start(stage, variant, Optional.of(redis.uri()))) {
      var contestants = contestants(countersign, keycloak);
      warmUp(countersign, options.warmUp().dividedBy(2)); // and then each row
      options.rows().stream()
          .filter(Row.OTHER_SETTINGS::contains)
          .forEach(row -> measure(row, variant, contestants));
    }
  }

  /**
   * Drives a contestant with everything at once, until its compilers have little left to do: a
   * server that has just started takes several times the time for the same.
   */
  private void warmUp(Contestant contestant, Duration time) {
    stage.progress().step("warming up " + contestant.name());
    var clients = new ArrayList<Client>();
    Row.QUICK.stream()
        .filter(contestant::isIn)
        .flatMap(row -> contestant.clients(row).stream().limit(WARMING_CLIENTS))
        .forEach(clients::add);
    contestant.clients(Row.LOGIN).stream().limit(1).forEach(clients::add);
    Load.of(clients, time);
  }

  private static List<Contestant> contestants(
      Countersign countersign, @Nullable Keycloak keycloak) {
    var contestants = new ArrayList<Contestant>();
    contestants.add(countersign);
    if (keycloak != null) {
      contestants.add(keycloak);
    }
    return contestants;
  }

  private void measure(Row row, Variant variant, List<Contestant> contestants) {
    var ofRow = contestants.stream().filter(it -> it.isIn(row)).toList();
    if (Row.HASHING.contains(row)) { // too few a second to have met the compilers before
      ofRow.forEach(it -> Load.of(it.clients(row), options.warmUp().multipliedBy(2).dividedBy(3)));
    }
    report.add(Measurement.take(row, variant, ofRow, options.roundsOf(variant), stage));
  }
}
