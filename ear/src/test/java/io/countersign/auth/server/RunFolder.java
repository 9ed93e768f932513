package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data folder of {@code -Prun}: everything that outlives a run, used by one run at a time. */
final class RunFolder {
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

  /** Returns the file of the master key, which is made at the first start. */
  Path masterKey() {
    return MasterKeyFile.in(path);
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

  /** Remembers the server, so that the next run can stop it should this one be killed. */
  void remember(ProcessHandle server) {
    try {
      Files.writeString(serverProcess(), server.pid() + " " + Leftovers.begin(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops what a killed run has left behind; says whether there was anything. */
  boolean stopLeftovers() {
    var server = Leftovers.server(serverProcess());
    server.ifPresent(Leftovers::stop);
    // Only now, because PostgreSQL waits for its clients to go.
    var postmaster = Leftovers.postmaster(database().resolve("data/postmaster.pid"));
    postmaster.ifPresent(Leftovers::stop);
    return server.isPresent() || postmaster.isPresent();
  }

  private Path serverProcess() {
    return path.resolve("wildfly.pid");
  }
}
