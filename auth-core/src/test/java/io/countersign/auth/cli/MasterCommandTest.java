package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.keys.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterCommandTest {

  @TempDir Path folder;

  @Test
  void master_newFile_isOneThatTheServerReads() throws IOException {
    Path file = folder.resolve("etc/master.key");
    CommandRun run = CommandRun.of("keys", "master", "--out", file.toString());
    assertThat(run).isEqualTo(new CommandRun(0, "master key  " + file + "\n", ""));
    assertThat(file).hasSize(32);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(MasterKey.read(file, Optional.empty(), new SecureRandom())).isNotNull();

    Path other = folder.resolve("etc/other.key");
    CommandRun.of("keys", "master", "--out", other.toString());
    assertThat(Files.readAllBytes(other)).isNotEqualTo(Files.readAllBytes(file));
  }

  @Test
  void master_existingFile_refusesAndKeepsIt() throws IOException {
    Path file = Files.writeString(folder.resolve("master.key"), "mine");
    CommandRun run = CommandRun.of("keys", "master", "--out", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is there already").hasLineCount(1);
    assertThat(file).hasContent("mine");
  }

  @Test
  void master_withoutFile_isWrongUsage() {
    assertThat(CommandRun.of("keys", "master").code()).isEqualTo(2);
  }
}
