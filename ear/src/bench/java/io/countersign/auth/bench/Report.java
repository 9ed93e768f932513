package io.countersign.auth.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints what was measured, row by row, and keeps each window's figures in a file of JSON. */
final class Report {
  private static final Map<String, ToDoubleFunction<Window>> COLUMNS = columns();

  private final Path file;
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  Report(Path file) {
    this.file = file;
  }

  private static Map<String, ToDoubleFunction<Window>> columns() {
    var columns = new LinkedHashMap<String, ToDoubleFunction<Window>>();
    columns.put("requests/s", window -> window.load().perSecond());
    columns.put("p50 ms", window -> window.load().percentile(50));
    columns.put("p99 ms", window -> window.load().percentile(99));
    columns.put("p99.9 ms", window -> window.load().percentile(99.9));
    columns.put("server ms", Window::serverMillis);
    columns.put("postgres ms", Window::postgresMillis);
    columns.put("both ms", window -> window.serverMillis() + window.postgresMillis());
    columns.put("resident MB", Window::residentMegabytes);
    return columns;
  }

  /** Adds a fact that the figures depend on, to be printed at the end. */
  void fact(String name, String value) {
    facts.put(name, value);
  }

  /** Prints a line, which the file has too. */
  void line(String line) {
    lines.add(line);
    System.out.println(line);
  }

  /** Prints a row's table. */
  void add(Measurement measurement) {
    measurements.add(measurement);
    print(measurement);
    write();
  }

  private static void print(Measurement measurement) {
    var row = measurement.row();
    System.out.printf(
        "%n%s, %d clients, %s, %,d sessions%n",
        row.key(), row.clients(), measurement.variant(), measurement.families());
    System.out.printf("%-27s", "");
    COLUMNS.keySet().forEach(name -> System.out.printf("%13s", name));
    System.out.printf("%8s%n", "errors");
    for (var contestant : measurement.windows().keySet()) {
      System.out.printf("%-27s", contestant);
      COLUMNS.values().forEach(figure -> printNumber(measurement.median(contestant, figure)));
      var errors =
          measurement.of(contestant).stream().mapToInt(window -> window.load().errorCount()).sum();
      System.out.printf("%8d%n", errors);
    }
    printRatios(measurement);
  }

  private static void printRatios(Measurement measurement) {
    var names = new ArrayList<>(measurement.windows().keySet());
    for (var other : names.subList(1, names.size())) {
      System.out.printf("%-27s", names.get(0) + " / " + other);
      COLUMNS
          .values()
          .forEach(figure -> printNumber(measurement.ratio(names.get(0), other, figure)));
      System.out.println();
    }
    System.out.println();
  }

  private static void printNumber(double number) {
    if (!Double.isFinite(number)) {
      System.out.printf("%13s", "-");
      return;
    }
    System.out.printf(Locale.ROOT, number >= 100 ? "%13.0f" : "%13.2f", number);
  }

  /** Prints what was measured with, and where the file is. */
  void end() {
    System.out.println();
    facts.forEach((name, value) -> System.out.printf("%-12s %s%n", name, value));
    write();
    System.out.println("Each window: " + file);
  }

  private void write() {
    var windows = Json.createArrayBuilder();
    measurements.forEach(measurement -> addWindows(measurement, windows));
    var factsObject = Json.createObjectBuilder();
    facts.forEach(factsObject::add);
    var document =
        Json.createObjectBuilder()
            .add("facts", factsObject)
            .add("windows", windows)
            .add("lines", Json.createArrayBuilder(lines))
            .build();
    var pretty = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try (var stream = Files.newOutputStream(file);
        var writer = pretty.createWriter(stream)) {
      writer.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addWindows(Measurement measurement, JsonArrayBuilder all) {
    measurement
        .windows()
        .forEach(
            (contestant, windows) ->
                windows.forEach(
                    window ->
                        all.add(
                            figures(window)
                                .add("sessions", measurement.families())
                                .add("row", measurement.row().key())
                                .add("algorithm", measurement.variant().algorithm())
                                .add("provider", measurement.variant().provider())
                                .add("contestant", contestant))));
  }

  private static JsonObjectBuilder figures(Window window) {
    var object = Json.createObjectBuilder();
    COLUMNS.forEach((name, figure) -> addNumber(object, name, figure.applyAsDouble(window)));
    var errors = Json.createObjectBuilder();
    window.load().errors().forEach((status, count) -> errors.add(status.toString(), count));
    return object
        .add("requests", window.load().successes())
        .add("seconds", window.load().seconds())
        .add("errors", errors);
  }

  /** JSON has no number for what there is not. */
  private static void addNumber(JsonObjectBuilder object, String name, double number) {
    if (Double.isFinite(number)) {
      object.add(name, number);
    } else {
      object.addNull(name);
    }
  }
}
