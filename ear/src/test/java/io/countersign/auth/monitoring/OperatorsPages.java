package io.countersign.auth.monitoring;

import io.countersign.auth.architecture.Document;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the pages for operators say. */
final class OperatorsPages {

  private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern CALL =
      Pattern.compile("(?m)^    .*?(?:-X (\\w+) )?\"?\\$A(/[^\\s\"?]*)(.*)$");

  private OperatorsPages() {}

  /** A page of docs. */
  static String text(String name) {
    return Document.text(Path.of("../docs", name));
  }

  /** What stands as code in the first cell of each row, below a heading of the second level. */
  static List<String> firstCells(String page, String heading) {
    return page.lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .toList();
  }

  /** The requests in a page's commands that the HTTP interface does not have. */
  static List<String> unknownRequests(String page) {
    var paths = openApi().getJsonObject("paths");
    return CALL.matcher(CONTINUED.matcher(page).replaceAll(" "))
        .results()
        .filter(call -> !isKnown(paths, method(call), call.group(2)))
        .map(call -> method(call) + " " + call.group(2))
        .toList();
  }

  private static String method(MatchResult call) {
    var usual = call.group(3).contains(" -d ") ? "post" : "get";
    return Objects.requireNonNullElse(call.group(1), usual).toLowerCase(Locale.ROOT);
  }

  private static boolean isKnown(JsonObject paths, String method, String path) {
    return paths.keySet().stream()
        .filter(template -> path.matches(pattern(template)))
        .anyMatch(template -> paths.getJsonObject(template).containsKey(method));
  }

  /** A variable of the path is one of the shell's in a command. */
  private static String pattern(String template) {
    return template.replace(".", "\\.").replaceAll("\\{\\w+}", "\\\\\\$\\\\w+");
  }

  private static JsonObject openApi() {
    try (var document =
            OperatorsPages.class.getResourceAsStream("/io/countersign/auth/web/openapi.json");
        var reader = Json.createReader(Objects.requireNonNull(document))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
