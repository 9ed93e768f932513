package io.countersign.auth.cli;

import io.countersign.auth.spi.SecretBytes;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * What became of each user, as JSON, one a line, in the order of the file. The first line says of
 * which file and for which server. A later run goes on after the last line.
 */
final class ImportReport implements Closeable {

  private final RandomAccessFile file;
  private final Map<ImportOutcome.Kind, Long> counts = new EnumMap<>(ImportOutcome.Kind.class);
  private long last;

  private ImportReport(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Begins a report that its owner alone may read, or goes on with one.
   *
   * @param path where it is
   * @param digest of the file that is imported
   * @param url of the server
   * @throws CommandFailedException when it is of another file, for another server, or no report
   */
  static ImportReport open(Path path, String digest, String url) throws IOException {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("sha256", digest);
    first.put("url", url);
    if (Files.notExists(path)) {
      String line = JsonUtil.toJson(first) + "\n";
      new NewFiles()
          .addPrivate(path, SecretBytes.of(line.getBytes(StandardCharsets.UTF_8)))
          .create();
    }
    ImportReport report = new ImportReport(new RandomAccessFile(path.toFile(), "rw"));
    try {
      report.read(path, first);
      return report;
    } catch (IOException | RuntimeException e) {
      report.close();
      throw e;
    }
  }

  /** Reads a report, without what a run that was killed wrote of a line. */
  private void read(Path path, Map<String, Object> first) throws IOException {
    requireOf(path, first);
    file.setLength(lengthOfWholeLines());
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      reader.readLine(); // the first, which is no user's
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        count(path, members(path, line));
      }
    }
    file.seek(file.length());
  }

  private static void requireOf(Path path, Map<String, Object> first) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      if (!first.equals(members(path, String.valueOf(reader.readLine())))) {
        throw new CommandFailedException(
            path
                + " is the report of another file or for another server; name another by"
                + " --report");
      }
    }
  }

  private long lengthOfWholeLines() throws IOException {
    long length = file.length();
    for (; length > 0; length--) {
      file.seek(length - 1);
      if (file.read() == '\n') {
        break;
      }
    }
    return length;
  }

  private static Map<String, Object> members(Path path, String line) {
    try {
      return JsonUtil.parseJson(line);
    } catch (JoseException e) {
      throw new CommandFailedException(path + " is no report of an import");
    }
  }

  private void count(Path path, Map<String, Object> line) {
    for (ImportOutcome.Kind kind : ImportOutcome.Kind.values()) {
      if (kind.code().equals(line.get("outcome")) && line.get("line") instanceof Long number) {
        counts.merge(kind, 1L, Long::sum);
        last = number;
        return;
      }
    }
    throw new CommandFailedException(path + " is no report of an import");
  }

  /** The number of the last line that is done; 0 at the beginning. */
  long last() {
    return last;
  }

  /** How many had this outcome, in earlier runs too. */
  long count(ImportOutcome.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Adds what became of the next user. */
  void add(UserLine user, ImportOutcome outcome) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("line", user.line());
    line.put("username", user.username());
    line.put("outcome", outcome.kind().code());
    outcome.id().ifPresent(id -> line.put("id", id));
    user.source().ifPresent(id -> line.put("source_id", id));
    outcome.reason().ifPresent(reason -> line.put("reason", reason));
    file.write((JsonUtil.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
    counts.merge(outcome.kind(), 1L, Long::sum);
    last = user.line();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
