package io.countersign.auth.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in interleaved rounds, each in a new JVM, and prints medians as ratios to the
 * bare signature of the same algorithm: on a noisy machine only ratios of one run say anything.
 */
public final class BenchmarkRatios {

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  private final Map<String, List<Double>> micros = new TreeMap<>();
  private final Map<String, List<Double>> octets = new TreeMap<>();

  private BenchmarkRatios() {}

  /** Runs all, or those that match the first argument. */
  public static void main(String[] arguments) throws RunnerException {
    BenchmarkRatios ratios = new BenchmarkRatios();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("Round %d of %d%n", round, ROUNDS);
      ratios.add(run(arguments.length > 0 ? arguments[0] : TokenBenchmark.class.getSimpleName()));
    }
    ratios.print();
  }

  private static Iterable<RunResult> run(String include) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(include)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(700))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private void add(Iterable<RunResult> results) {
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      String name =
          result.getParams().getParam("algorithm")
              + " "
              + benchmark.substring(benchmark.lastIndexOf('.') + 1);
      micros
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(result.getPrimaryResult().getScore());
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      octets.computeIfAbsent(name, n -> new ArrayList<>()).add(allocated.getScore());
    }
  }

  private void print() {
    System.out.printf("%n%-28s %10s %10s %12s%n", "", "µs", "× bare", "KB more");
    micros.forEach(
        (name, values) -> {
          String algorithm = name.substring(0, name.indexOf(' '));
          String bare = algorithm + (name.contains(" sign_") ? " sign_bare" : " verify_bare");
          if (micros.containsKey(bare)) {
            System.out.printf(
                "%-28s %10.2f %10.3f %12.1f%n",
                name,
                median(values),
                median(values) / median(micros.get(bare)),
                (median(octets.get(name)) - median(octets.get(bare))) / 1024);
          }
        });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
