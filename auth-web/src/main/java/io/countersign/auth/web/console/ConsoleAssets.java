package io.countersign.auth.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.web.answer.StaticFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of the console, read once. The file {@code files} names them, so that nothing else of
 * the class path can be asked for.
 */
final class ConsoleAssets {

  private static final String NAMES = "files";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml");

  private final SortedMap<String, StaticFile> files = new TreeMap<>();
  private final String version;

  private ConsoleAssets(List<String> names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      StaticFile file = StaticFile.beside(ConsoleAssets.class, name, mediaType(name));
      files.put(name, file);
      all.append(name).append(' ').append(file.version()).append('\n');
    }
    version = StaticFile.versionOf(all.toString().getBytes(UTF_8));
  }

  /**
   * Reads all of them.
   *
   * @throws IllegalStateException when one is not there, or is of no known type
   */
  static ConsoleAssets load() {
    return new ConsoleAssets(
        text(NAMES).lines().filter(line -> !line.isBlank()).map(String::strip).sorted().toList());
  }

  /** The digest of all names and contents, the same on all nodes of a version. */
  String version() {
    return version;
  }

  /** The file of this folder and name, if there is one. */
  Optional<StaticFile> find(String folder, String name) {
    return Optional.ofNullable(files.get(folder + '/' + name));
  }

  /** The names of all of them, in their order, each with its folder. */
  List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** A text beside this class, which is not served as it is. */
  static String text(String name) {
    try (InputStream resource = ConsoleAssets.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the console has no " + name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mediaType(String name) {
    String type = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("the console cannot serve " + name);
    }
    return type;
  }
}
