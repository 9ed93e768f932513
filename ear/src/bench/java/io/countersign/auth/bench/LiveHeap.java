package io.countersign.auth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is alive in the heap of another JVM. */
final class LiveHeap {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private LiveHeap() {}

  /** Lets the JVM collect everything and asks it what is left, by {@code jcmd}. */
  static double megabytesOf(ProcessHandle process) {
    jcmd(process, "GC.run");
    return USED.matcher(jcmd(process, "GC.heap_info"))
            .results()
            .mapToLong(part -> Long.parseLong(part.group(1)))
            .sum()
        / 1024.0;
  }

  private static String jcmd(ProcessHandle process, String command) {
    var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var jcmd = new ProcessBuilder(program, Long.toString(process.pid()), command).start();
      return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
