package io.countersign.auth.bench;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.ClassArchive;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all contestants share.
 *
 * @param build where the servers come from
 * @param folder where the figures go
 * @param options what is asked for
 * @param database the PostgreSQL of all
 * @param postgres its processor time
 * @param progress what is told meanwhile
 * @param isBatch whether all run under {@link BatchScheduling}
 */
record Stage(
    Build build,
    Path folder,
    Options options,
    EmbeddedDatabase database,
    ProcessorTime postgres,
    Progress progress,
    boolean isBatch)
    implements AutoCloseable {

  /** Starts PostgreSQL with nothing in it; the servers of an earlier run are removed. */
  static Stage open(Build build, Options options) {
    var folder = build.folder().resolve("bench");
    var progress = new Progress(System.out);
    var isBatch = BatchScheduling.set();
    progress.step("Starting PostgreSQL");
    Folders.delete(servers(folder));
    var data = servers(folder).resolve("postgresql");
    var database = EmbeddedDatabase.start(build, data);
    var postgres = new ProcessorTime(postmaster(EmbeddedDatabase.data(data)));
    return new Stage(build, folder, options, database, postgres, progress, isBatch);
  }

  /** Returns the folder of the servers, which is anew for each run. */
  Path servers() {
    return servers(folder);
  }

  private static Path servers(Path folder) {
    return folder.resolve("servers");
  }

  private static ProcessHandle postmaster(Path data) {
    try {
      var lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    ClassArchive.of(build).keep();
  }
}
