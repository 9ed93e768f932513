package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link EmbeddedDatabase} keeps in its folder. */
record DatabaseFiles(Path folder, String password) {

  /** Opens the folder; the remains of a set-up that was cut short are removed first. */
  static DatabaseFiles in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var absolute = folder.toAbsolutePath();
    if (Files.notExists(marker(absolute))) {
      Folders.delete(absolute.resolve("data"));
    }
    var passwordFile = absolute.resolve("password");
    if (Files.notExists(passwordFile)) {
      Secrets.write(passwordFile, Secrets.password().getBytes(US_ASCII));
    }
    return new DatabaseFiles(absolute, Files.readString(passwordFile, US_ASCII));
  }

  static Path log(Path folder) {
    return folder.resolve("postgresql.log");
  }

  Path data() {
    return folder.resolve("data");
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  Path log() {
    return log(folder);
  }

  /** Remembers that the set-up is complete: from now on the data are never thrown away. */
  void markComplete() throws IOException {
    if (Files.notExists(marker(folder))) {
      Files.createFile(marker(folder));
    }
  }

  private static Path marker(Path folder) {
    return folder.resolve("complete");
  }
}
