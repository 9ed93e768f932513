package io.countersign.auth.bench;

import io.countersign.auth.server.Build;
import java.util.Locale;

/** Measures the whole service; {@link Options} says what can be asked for. */
public final class Benchmark {
  private Benchmark() {}

  /** Runs it; what fails ends it with its message. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    var options = Options.ofSystemProperties();
    try (var stage = Stage.open(Build.ofThisModule(), options)) {
      if (options.steady().isPresent()) {
        new SteadyLoad(stage).run(options.steady().get());
      } else {
        new Comparison(stage).run();
      }
    }
  }
}
