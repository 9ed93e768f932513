package io.countersign.auth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output is UTF-8 in every locale; a process of its own shows it. */
class OutputCharsetTest {

  @TempDir Path folder;

  private String printed(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    File input = Files.writeString(folder.resolve("in"), "nothing\n").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input);
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text(folder.resolve("out"));
  }

  /** Refuses what is not UTF-8. */
  private static String text(Path file) throws IOException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
  }

  @Test
  void standardOutput_inTheLocaleC_isUtf8() throws Exception {
    assertThat(printed("scan", "-", "--format", "json")).contains("RFC 7515 §3.1");
  }
}
