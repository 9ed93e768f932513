package io.countersign.auth.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of text in columns that line up. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; {@code -} stands for a cell that is null. */
  TextTable row(@Nullable Object... cells) {
    rows.add(Stream.of(cells).map(cell -> cell == null ? "-" : PrintableText.line(cell)).toList());
    return this;
  }

  /** Prints all rows. */
  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.append(" ".repeat(width(column) - row.get(column).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
