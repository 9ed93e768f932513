package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The archive of classes (JEP 350) of the provisioned WildFly: its first run writes it at its end,
 * and later ones start a quarter sooner by it.
 */
public final class ClassArchive {
  private final Path server;
  private final Path archive;
  private final Path written;

  private ClassArchive(Path server, Path archive) {
    this.server = server;
    this.archive = archive;
    this.written =
        archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid());
  }

  /**
   * Returns that of the build's server and of this Java, which is the only one that can read it.
   */
  public static ClassArchive of(Build build) {
    return new ClassArchive(
        build.server(), build.folder().resolve("server-" + Runtime.version() + ".jsa"));
  }

  /** Returns the options of a server that reads the archive, or writes it when there is none. */
  List<String> options() {
    return isThere()
        ? List.of("-XX:SharedArchiveFile=" + archive)
        : List.of("-XX:ArchiveClassesAtExit=" + written, "-Xlog:cds*=off");
  }

  /** Says whether there is one, not of an earlier build's server: that would be passed over. */
  private boolean isThere() {
    try {
      return Files.exists(archive)
          && Files.getLastModifiedTime(archive)
                  .compareTo(Files.getLastModifiedTime(server.resolve("jboss-modules.jar")))
              > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps what a server wrote that has ended, whole, for those that start from now on; says whether
   * one did.
   */
  public boolean keep() {
    try {
      if (Files.notExists(written)) {
        return false;
      }
      Files.move(written, archive, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
