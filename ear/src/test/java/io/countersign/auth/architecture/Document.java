package io.countersign.auth.architecture;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A text file of the house. */
public final class Document {

  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private Document() {}

  /** What it says. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The places in a page that a link can name: its headings, as they stand in links. */
  public static Set<String> anchors(String page) {
    return HEADING
        .matcher(page)
        .results()
        .map(
            it -> it.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(toSet());
  }
}
