package io.countersign.auth.monitoring;

import static java.util.stream.Collectors.joining;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboard that is shipped. */
final class Dashboard {

  private static final Pattern VARIABLE = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  private Dashboard() {}

  /** What its panels and variables ask, together with the labels that they show. */
  static List<Expression> expressions() {
    var dashboard = read();
    return Stream.concat(
            objects(dashboard.getJsonArray("panels"))
                .flatMap(panel -> objects(panel.getJsonArray("targets")))
                .map(Dashboard::ofPanel),
            objects(dashboard.getJsonObject("templating").getJsonArray("list"))
                .filter(variable -> variable.getString("type").equals("query"))
                .map(Dashboard::ofVariable))
        .toList();
  }

  private static JsonObject read() {
    try (var file = Files.newBufferedReader(Path.of("src/monitoring/countersign-dashboard.json"));
        var reader = Json.createReader(file)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonObject> objects(JsonArray of) {
    return of.getValuesAs(JsonObject.class).stream();
  }

  private static Expression ofPanel(JsonObject query) {
    var shown =
        LEGEND
            .matcher(query.getString("legendFormat"))
            .results()
            .map(label -> label.group(1))
            .collect(joining(","));
    return new Expression("sum by (" + shown + ") (" + query.getString("expr") + ")");
  }

  private static Expression ofVariable(JsonObject variable) {
    var query = VARIABLE.matcher(variable.getString("definition"));
    if (!query.matches()) {
      throw new AssertionError("not a query of labels: " + variable);
    }
    return new Expression("sum by (" + query.group(2) + ") (" + query.group(1) + ")");
  }
}
