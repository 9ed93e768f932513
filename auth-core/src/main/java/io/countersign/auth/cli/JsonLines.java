package io.countersign.auth.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users as JSON, one a line. Empty lines are passed over. */
final class JsonLines implements UserSource {

  private final BufferedReader reader;
  private long line;

  JsonLines(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  @Override
  public Optional<UserLine> next() throws IOException {
    @Nullable String text = "";
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      line++;
    }
    return Optional.ofNullable(text).map(json -> UserLine.parse(line, json));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
