package io.countersign.auth.cli;

import io.countersign.auth.spi.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files, all of them or none, never over something that is there. A private file has its
 * mode from the moment it exists: at no time may another user open it.
 */
final class NewFiles {

  private record NewFile(Path path, SecretBytes content, String mode) {}

  private final List<NewFile> files = new ArrayList<>();
  private final Deque<Path> made = new ArrayDeque<>();

  /** Adds a file that its owner only may read (mode 0600). */
  NewFiles addPrivate(Path path, SecretBytes content) {
    files.add(new NewFile(path, content, "rw-------"));
    return this;
  }

  /** Adds a file that all may read (mode 0644, less what the umask takes). */
  NewFiles addPublic(Path path, byte[] content) {
    files.add(new NewFile(path, SecretBytes.of(content), "rw-r--r--"));
    return this;
  }

  /**
   * Writes them, and the directories they go into (mode 0700).
   *
   * @throws CommandFailedException when one is there already or cannot be written; then nothing of
   *     this run is left
   */
  void create() {
    try {
      for (NewFile file : files) {
        if (Files.exists(file.path, LinkOption.NOFOLLOW_LINKS)) {
          throw new FileAlreadyExistsException(file.path.toString());
        }
      }
      for (NewFile file : files) {
        makeDirectory(file.path.toAbsolutePath().getParent());
        write(file);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(e.getFile() + " is there already" + undone(), e);
    } catch (UnsupportedOperationException e) {
      throw new CommandFailedException(
          "the file system keeps no file from other users; take another one" + undone(), e);
    } catch (IOException e) {
      throw new CommandFailedException("cannot write: " + e + undone(), e);
    }
  }

  private void makeDirectory(@Nullable Path directory) throws IOException {
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    makeDirectory(directory.getParent());
    Files.createDirectory(directory, mode("rwx------"));
    made.push(directory);
  }

  private void write(NewFile file) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file.path, options, mode(file.mode))) {
      made.push(file.path);
      ByteBuffer content = ByteBuffer.wrap(file.content.toByteArray());
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true); // a disk that fails must fail here, not after the success was told
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Removes the files of this run, and says what is left. */
  private String undone() {
    List<Path> left = new ArrayList<>();
    for (Path path : made) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        left.add(path);
      }
    }
    return left.isEmpty() ? "; nothing was written" : "; remove what is left: " + left;
  }
}
