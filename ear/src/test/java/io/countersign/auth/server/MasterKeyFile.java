package io.countersign.auth.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Makes master keys: files of 32 random octets that only their owner reads. */
public final class MasterKeyFile {
  private static final int OCTETS = 32;

  private MasterKeyFile() {}

  /** Returns the folder's master key, which is made if needed. */
  public static Path in(Path folder) {
    var file = folder.resolve("master.key");
    if (Files.notExists(file)) {
      Secrets.write(file, Secrets.bytes(OCTETS));
    }
    return file;
  }
}
