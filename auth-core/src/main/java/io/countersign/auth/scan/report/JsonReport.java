package io.countersign.auth.scan.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Reports as JSON of Countersign's own, for programs. */
final class JsonReport {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** A generator that indents and leaves its writer open. */
  static JsonGenerator generator(Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    return json;
  }

  static void write(ScanResults results, Writer out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      new JsonReport(json).results(results);
    }
    out.write('\n');
  }

  private void results(ScanResults results) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", 1);
    json.writeObjectFieldStart("summary");
    json.writeNumberField("reports", results.reports().size());
    for (Severity severity : Severity.values()) {
      json.writeNumberField(severity.label(), results.count(severity));
    }
    json.writeNumberField("known", results.known());
    json.writeStringField("threshold", results.threshold().label());
    json.writeBooleanField("clean", results.isClean());
    json.writeEndObject();
    json.writeArrayFieldStart("reports");
    for (ScanReport report : results.reports()) {
      report(report);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void report(ScanReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", report.subject().source());
    if (report.subject().line() > 0) {
      json.writeNumberField("line", report.subject().line());
    }
    json.writeStringField("kind", report.kind().label());
    if (report.judgedAs().isPresent()) {
      json.writeStringField("type", report.judgedAs().get().type().label());
      json.writeStringField("type_basis", report.judgedAs().get().basis().label());
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : report.findings()) {
      finding(finding);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("interoperability");
    for (Verdict verdict : report.verdicts()) {
      verdict(verdict);
    }
    json.writeEndArray();
    if (!report.attempts().isEmpty()) {
      attempts(report.attempts());
    }
    json.writeEndObject();
  }

  private void attempts(List<Attempt> attempts) throws IOException {
    json.writeArrayFieldStart("attempts");
    for (Attempt attempt : attempts) {
      json.writeStartObject();
      json.writeStringField("rule", attempt.rule().id());
      json.writeStringField("variant", attempt.variant());
      json.writeStringField("outcome", attempt.outcome().label());
      json.writeStringField("detail", attempt.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void finding(Finding finding) throws IOException {
    RuleInfo rule = finding.rule();
    json.writeStartObject();
    json.writeStringField("rule", rule.id());
    json.writeStringField("severity", rule.severity().label());
    json.writeStringField("title", rule.title());
    json.writeStringField("member", finding.location().member());
    json.writeStringField("evidence", finding.evidence());
    json.writeStringField("why", rule.why());
    json.writeStringField("fix", rule.fix());
    json.writeArrayFieldStart("references");
    for (Reference reference : rule.references()) {
      json.writeStartObject();
      json.writeStringField("name", reference.name());
      json.writeStringField("url", reference.url());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("fingerprint", finding.fingerprint());
    json.writeEndObject();
  }

  private void verdict(Verdict verdict) throws IOException {
    json.writeStartObject();
    json.writeStringField("verifier", verdict.verifier());
    json.writeStringField("outcome", verdict.outcome().label());
    json.writeArrayFieldStart("reasons");
    for (Verdict.Reason reason : verdict.reasons()) {
      json.writeStartObject();
      json.writeStringField("text", reason.text());
      json.writeStringField("basis", reason.basis().label());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
