package io.countersign.auth.scan.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports as SARIF 2.1.0 (OASIS), the form that code scanning takes. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonGenerator json;
  private final List<RuleInfo> rules;
  private final Optional<String> version;

  private SarifReport(JsonGenerator json, ScanResults results, Optional<String> version) {
    this.json = json;
    this.version = version;
    this.rules =
        results.reports().stream()
            .flatMap(report -> report.findings().stream())
            .map(Finding::rule)
            .distinct()
            .toList();
  }

  static void write(ScanResults results, Optional<String> version, Writer out) throws IOException {
    try (JsonGenerator json = JsonReport.generator(out)) {
      new SarifReport(json, results, version).log(results);
    }
    out.write('\n');
  }

  private void log(ScanResults results) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "countersign");
    if (version.isPresent()) {
      json.writeStringField("version", version.get());
      json.writeStringField("semanticVersion", version.get());
    }
    json.writeArrayFieldStart("rules");
    for (RuleInfo rule : rules) {
      rule(rule);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("results");
    for (ScanReport report : results.reports()) {
      for (Finding finding : report.findings()) {
        result(finding);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void rule(RuleInfo rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", rule.id());
    json.writeStringField("name", name(rule.id()));
    message("shortDescription", rule.title());
    message("fullDescription", rule.why());
    message("help", rule.fix());
    if (!rule.references().isEmpty()) {
      json.writeStringField("helpUri", rule.references().get(0).url());
    }
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(rule.severity()));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("security-severity", score(rule.severity()));
    json.writeArrayFieldStart("tags");
    json.writeString("security");
    for (Reference reference : rule.references()) {
      json.writeString(reference.name());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void result(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.rule().id());
    json.writeNumberField("ruleIndex", rules.indexOf(finding.rule()));
    json.writeStringField("level", level(finding.severity()));
    message("message", finding.rule().title() + ": " + finding.evidence());
    json.writeArrayFieldStart("locations");
    location(finding.location());
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("countersign/v1", finding.fingerprint());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void location(Location location) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", ArtifactUri.of(location.source()));
    json.writeEndObject();
    if (location.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", location.line());
      json.writeEndObject();
    }
    json.writeEndObject();
    if (!location.member().isEmpty()) {
      json.writeArrayFieldStart("logicalLocations");
      json.writeStartObject();
      json.writeStringField("fullyQualifiedName", location.member());
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void message(String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** In one word: {@code CS-ALG-NONE} is {@code AlgNone}. */
  private static String name(String id) {
    return Stream.of(id.split("-", -1))
        .skip(1)
        .map(word -> word.substring(0, 1) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  /** On the scale of CVSS, where GitHub draws its lines at 9, 7 and 4. */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "3.0";
      case INFO -> "0.0";
    };
  }
}
