package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Random secrets, and files that only their owner reads. */
public final class Secrets {
  private static final int MASTER_KEY_OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** Returns a new password of 24 URL-safe characters (144 bits). */
  public static String password() {
    return Base64.getUrlEncoder().encodeToString(bytes(18));
  }

  /** Returns the password of the file, which is made if needed. */
  static String password(Path file) throws IOException {
    if (Files.notExists(file)) {
      write(file, password().getBytes(US_ASCII));
    }
    return Files.readString(file, US_ASCII);
  }

  /** Returns the folder's master key, a file of 32 random octets that is made if needed. */
  public static Path masterKey(Path folder) {
    var file = folder.resolve("master.key");
    if (Files.notExists(file)) {
      write(file, bytes(MASTER_KEY_OCTETS));
    }
    return file;
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Writes a file of mode 0600 that is complete as soon as it is there, also after a crash. */
  static void write(Path file, byte[] content) {
    try {
      var unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      try (var channel = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      moveIntoPlace(unfinished, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a folder one that only its owner writes to, where the file system knows owners. */
  static void ownerWrites(Path folder) throws IOException {
    if (knowsOwners()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void moveIntoPlace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!knowsOwners()) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  private static boolean knowsOwners() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
