package io.countersign.auth.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rows of a table in the documentation, for tests that hold it against the code. */
public final class DocumentTable {

  private static final Pattern CELL = Pattern.compile("\\|\\s*([^|]*?)\\s*(?=\\|)");

  private DocumentTable() {}

  /**
   * The rows below a heading, without that of the columns' names.
   *
   * @param document the name of a file in {@code docs}
   * @param heading of the second level
   */
  public static List<List<String>> rows(String document, String heading) {
    try (Stream<String> lines = Files.lines(Path.of("../docs").resolve(document))) {
      return lines
          .dropWhile(line -> !line.equals("## " + heading))
          .skip(1)
          .takeWhile(line -> !line.startsWith("## "))
          .filter(line -> line.startsWith("| `"))
          .map(DocumentTable::cells)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    return CELL.matcher(line).results().map((MatchResult it) -> it.group(1)).toList();
  }

  /** What a cell has as code; empty when it has words. */
  public static String code(String cell) {
    return cell.matches("`[^`]+`") ? cell.substring(1, cell.length() - 1) : "";
  }
}
