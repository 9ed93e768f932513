package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many tests of each class passed, of how many, on each server: a column for each product, its
 * version and its Java.
 */
final class SuiteTable implements AutoCloseable {

  private record Count(int passed, int run) {
    Count plus(Count more) {
      return new Count(passed + more.passed, run + more.run);
    }

    @Override
    public String toString() {
      return passed == run ? Integer.toString(run) : passed + " of " + run;
    }
  }

  private final Map<String, Map<String, Count>> counts = new TreeMap<>();
  private final Set<String> servers = new TreeSet<>();

  synchronized void add(String suite, String server, boolean isPassed) {
    servers.add(server);
    counts
        .computeIfAbsent(suite, key -> new TreeMap<>())
        .merge(server, new Count(isPassed ? 1 : 0, 1), Count::plus);
  }

  /** Prints the table, and what was deployed. */
  @Override
  public synchronized void close() {
    var table = new StringBuilder(header());
    counts.forEach(
        (suite, of) -> {
          table.append("%n%-20s".formatted(suite));
          servers.forEach(
              server ->
                  table.append("%16s".formatted(of.containsKey(server) ? of.get(server) : "-")));
        });
    var build = Build.ofThisModule();
    table.append("%n%s SHA-256 %s".formatted(build.ear().getFileName(), digest(build.ear())));
    System.out.println(table);
  }

  /** In each column the product, below it its version, below that its Java. */
  private String header() {
    var header = new StringBuilder();
    for (int line = 0; line < 3; line++) {
      header.append("%n%-20s".formatted(line == 0 ? "tests passed" : ""));
      for (var server : servers) {
        header.append("%16s".formatted(server.split(", | (?=\\d+\\.)", -1)[line]));
      }
    }
    return header.toString();
  }

  private static String digest(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
