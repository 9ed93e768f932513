package io.countersign.auth.bench;

import java.time.Duration;
import java.util.List;

/**
 * What one window of a contestant's load has cost.
 *
 * @param load what the clients saw
 * @param server the processor time of the server's JVM
 * @param postgres the processor time of all of PostgreSQL
 * @param residentMegabytes the memory of the server's process at the end
 */
record Window(Load load, Duration server, Duration postgres, double residentMegabytes) {

  static Window of(Contestant contestant, List<Client> clients, Stage stage) {
    var process = new ProcessorTime(contestant.process());
    var server = process.total();
    var postgres = stage.postgres().total();
    var load = Load.of(clients, stage.options().window());
    return new Window(
        load,
        process.total().minus(server),
        stage.postgres().total().minus(postgres),
        ResidentMemory.megabytesOf(contestant.process()));
  }

  /** Returns the processor milliseconds of the server for each answer, right or wrong. */
  double serverMillis() {
    return millis(server);
  }

  /** Returns the processor milliseconds of PostgreSQL for each answer, right or wrong. */
  double postgresMillis() {
    return millis(postgres);
  }

  private double millis(Duration time) {
    return time.toNanos() / 1e6 / (load.successes() + load.errorCount());
  }
}
