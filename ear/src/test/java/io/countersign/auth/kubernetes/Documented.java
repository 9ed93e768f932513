package io.countersign.auth.kubernetes;

import static java.util.stream.Collectors.toSet;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the product says that it has. */
final class Documented {

  /** A setting, or an environment variable of the data source. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(countersign\\.[a-z.-]+|COUNTERSIGN_[A-Z_]+)` \\|");

  private Documented() {}

  /** The environment variables of all settings, from the tables of docs/settings.md. */
  static Set<String> variables() {
    return ROW.matcher(settings()).results().map(Documented::variable).collect(toSet());
  }

  private static String variable(MatchResult row) {
    return row.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static String settings() {
    try {
      return Files.readString(Path.of("../docs/settings.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths that can be fetched, from the OpenAPI document. */
  static Set<String> paths() {
    try (var document =
            Documented.class.getResourceAsStream("/io/countersign/auth/web/openapi.json");
        var reader = Json.createReader(Objects.requireNonNull(document))) {
      var api = reader.readObject();
      var base = api.getJsonArray("servers").getJsonObject(0).getString("url");
      var paths = api.getJsonObject("paths");
      return paths.keySet().stream()
          .filter(path -> paths.getJsonObject(path).containsKey("get"))
          .map(path -> base + path)
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
