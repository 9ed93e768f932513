package io.countersign.auth.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Processes that a killed run has left behind. A number alone may belong to another process by now,
 * so the time it began has to agree as well.
 */
final class Leftovers {
  private static final Duration CLOCK_GRAIN = Duration.ofSeconds(3);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private Leftovers() {}

  /** Returns when the process began, in seconds since 1970. */
  static long begin(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).getEpochSecond();
  }

  /** Finds the process of a file that has its number and its beginning in one line. */
  static Optional<ProcessHandle> server(Path file) {
    return lines(file).map(lines -> lines.get(0).split(" ")).flatMap(it -> find(it[0], it[1]));
  }

  /** Finds the process of PostgreSQL's own file: the number first, the beginning third. */
  static Optional<ProcessHandle> postmaster(Path file) {
    return lines(file)
        .filter(lines -> lines.size() > 2)
        .flatMap(lines -> find(lines.get(0), lines.get(2)));
  }

  private static Optional<List<String>> lines(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessHandle> find(String pid, String begin) {
    var expected = Instant.ofEpochSecond(Long.parseLong(begin.trim()));
    return ProcessHandle.of(Long.parseLong(pid.trim()))
        .filter(ProcessHandle::isAlive)
        .filter(it -> it.info().startInstant().filter(at -> isClose(at, expected)).isPresent());
  }

  private static boolean isClose(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(CLOCK_GRAIN) <= 0;
  }

  /** Stops the process, by force when it does not follow. */
  static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().orTimeout(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
