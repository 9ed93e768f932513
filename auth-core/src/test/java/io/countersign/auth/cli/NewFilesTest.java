package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.spi.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {

  private static final SecretBytes SECRET = SecretBytes.of(new byte[] {1, 2, 3});

  @TempDir Path folder;

  @Test
  void create_laterFileFails_removesWhatThisRunMade() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Path first = kept.resolve("new/deep/first");
    NewFiles files =
        new NewFiles().addPrivate(first, SECRET).addPublic(first, new byte[] {4}); // once too often
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(files::create)
        .withMessage("%s is there already; nothing was written", first);
    assertThat(kept).isEmptyDirectory();
  }

  @Test
  void create_directoryCannotBeMade_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    NewFiles files = new NewFiles().addPrivate(file.resolve("below/secret"), SECRET);
    assertThatExceptionOfType(CommandFailedException.class).isThrownBy(files::create);
    assertThat(file).hasContent("mine");
  }

  @Test
  void create_nameTooLong_saysSo() {
    NewFiles files = new NewFiles().addPrivate(folder.resolve("x".repeat(300)), SECRET);
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(files::create)
        .withMessageStartingWith("cannot write: ")
        .withMessageEndingWith("; nothing was written");
  }
}
