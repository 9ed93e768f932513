package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The data folder of {@code -Prun}: everything that outlives a run, used by one run at a time. */
final class RunFolder {
  private static final long CLOCK_GRAIN_SECONDS = 3;
  private static final long STOP_TIMEOUT_SECONDS = 30;

  private final Path path;

  @SuppressWarnings({"unused", "FieldCanBeLocal"}) // Held for as long as the process lives.
  private final FileLock lock;

  private RunFolder(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process; it is made if needed.
   *
   * @throws StartFailure when another run has it
   */
  static RunFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        throw new StartFailure(
            "Another run uses the data folder " + path + "; choose one with -Ddata.dir=…");
      }
      return new RunFolder(path, lock);
    } catch (IOException e) {
      throw new StartFailure("The data folder " + path + " cannot be used: " + e, e);
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve("postgresql");
  }

  Path server() {
    return path.resolve("wildfly");
  }

  /**
   * Remembers the server, so that the next run can stop it should this one be killed. The lines are
   * those of PostgreSQL's own file: the number of the process, its folder, when it began.
   */
  void remember(ProcessHandle process) {
    var begin = process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    var lines = "%d\n%s\n%d\n".formatted(process.pid(), server(), begin);
    Secrets.write(serverProcess(), lines.getBytes(UTF_8));
  }

  /** Stops what a killed run has left behind; says whether there was anything. */
  boolean stopLeftovers() {
    var server = leftover(serverProcess());
    server.ifPresent(RunFolder::stop);
    // Only now, because PostgreSQL waits for its clients to go.
    var postmaster = leftover(database().resolve("data/postmaster.pid"));
    postmaster.ifPresent(RunFolder::stop);
    return server.isPresent() || postmaster.isPresent();
  }

  private Path serverProcess() {
    return path.resolve("wildfly.pid");
  }

  /** Finds the process of a file; one that is missing or incomplete names none. */
  private static Optional<ProcessHandle> leftover(Path file) {
    try {
      var lines = Files.readAllLines(file);
      if (lines.size() < 3) {
        return Optional.empty();
      }
      var begin = Long.parseLong(lines.get(2).trim());
      return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> beganAt(begin, process));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The number of a process alone may belong to another one by now. */
  private static boolean beganAt(long begin, ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .filter(it -> Math.abs(it.getEpochSecond() - begin) <= CLOCK_GRAIN_SECONDS)
        .isPresent();
  }

  /** Stops the process, by force when it does not follow. */
  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().orTimeout(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
