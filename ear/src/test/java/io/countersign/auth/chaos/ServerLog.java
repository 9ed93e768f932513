package io.countersign.auth.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a log must not hold: refresh tokens, and stack traces by the thousand.
 *
 * @param file the log
 * @param traces how many stack traces are in it
 * @param withTokens the lines in which there is a refresh token
 */
record ServerLog(Path file, long traces, List<String> withTokens) {

  private static final String TOKEN = "csr_";
  private static final String FRAME = "\tat ";

  static ServerLog read(Path file) {
    // PostgreSQL and a killed JVM may leave half a character behind.
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      long traces = 0;
      for (int i = 1; i < all.size(); i++) {
        if (all.get(i).startsWith(FRAME) && !all.get(i - 1).startsWith(FRAME)) {
          traces++;
        }
      }
      return new ServerLog(file, traces, all.stream().filter(it -> it.contains(TOKEN)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
