package io.countersign.auth.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The memory of a process that is in RAM. */
final class ResidentMemory {
  private ResidentMemory() {}

  /** Asks {@code ps}, which Linux and macOS have. */
  static double megabytesOf(ProcessHandle process) {
    var command = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid()));
    try {
      var kilobytes = command.start().getInputStream().readAllBytes();
      return Long.parseLong(new String(kilobytes, US_ASCII).strip()) / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
