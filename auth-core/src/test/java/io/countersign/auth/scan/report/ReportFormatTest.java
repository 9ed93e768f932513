package io.countersign.auth.scan.report;

import static io.countersign.auth.scan.TestTokens.rs256;
import static io.countersign.auth.scan.TestTokens.signedBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countersign.auth.scan.KeySetExamples;
import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenExamples;
import io.countersign.auth.scan.TokenScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class ReportFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokenScanner SCANNER =
      TokenScanner.builder(TestTokens.CLOCK)
          .jwks(TestTokens.JWKS)
          .issuer("https://auth.example")
          .audiences(Set.of("shop"))
          .build();

  private static final Collection<TokenExamples.Example> EXAMPLES = TokenExamples.all().values();

  /** Every example of every rule, good and bad. */
  private static ScanResults everything() {
    Stream<ScanReport> tokens =
        EXAMPLES.stream()
            .flatMap(it -> Stream.of(it.bad(), it.good()))
            .map(token -> SCANNER.scan(token, new Location("some folder/tökens.txt", 7, "")));
    Stream<ScanReport> keySets =
        KeySetExamples.all().values().stream()
            .map(it -> TokenScanner.builder(TestTokens.CLOCK).jwks(it.bad()).build())
            .map(TokenScanner::scanKeySet);
    return new ScanResults(Stream.concat(tokens, keySets).toList(), 0, Severity.HIGH);
  }

  private static ScanResults of(String... tokens) {
    return new ScanResults(Stream.of(tokens).map(SCANNER::scan).toList(), 0, Severity.HIGH);
  }

  private static String written(ReportFormat format, ScanResults results) {
    StringWriter out = new StringWriter();
    try {
      format.write(results, false, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  @Test
  void sarif_everyFinding_isValidByTheSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(
                Objects.requireNonNull(
                    getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")));
    JsonNode report = JSON.readTree(written(ReportFormat.SARIF, everything()));
    assertThat(schema.validate(report)).isEmpty();
    JsonNode run = report.at("/runs/0");
    assertThat(run.at("/tool/driver/rules")).hasSize(TokenScanner.rules().size());
    run.at("/results")
        .forEach(
            result ->
                assertThat(run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt() + "/id"))
                    .isEqualTo(result.get("ruleId")));
    assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("some%20folder/t%C3%B6kens.txt");
    // The schema notices what is wrong.
    assertThat(schema.validate(JSON.readTree("{\"version\":\"2.1.0\"}"))).isNotEmpty();
  }

  @Test
  void json_aFinding_saysEverything() throws IOException {
    JsonNode report =
        JSON.readTree(written(ReportFormat.JSON, of(signedBy("none").token(new byte[0]))));
    assertThat(report.at("/summary/critical").asInt()).isEqualTo(1);
    assertThat(report.at("/summary/clean").asBoolean()).isFalse();
    JsonNode finding = report.at("/reports/0/findings/0");
    assertThat(finding.get("rule").asText()).isEqualTo("CS-ALG-NONE");
    assertThat(finding.get("severity").asText()).isEqualTo("critical");
    assertThat(finding.get("member").asText()).isEqualTo("header.alg");
    assertThat(finding.get("fingerprint").asText()).hasSize(32);
    assertThat(finding.at("/references/0/name").asText()).isEqualTo("RFC 8725 §3.2");
    assertThat(report.at("/reports/0/interoperability/0/verifier").asText())
        .isEqualTo("WildFly 39");
  }

  @Test
  void junit_reports_areTestCasesThatFailAtTheThreshold() throws Exception {
    String low = rs256().without("typ").token();
    String xml =
        written(ReportFormat.JUNIT, of(signedBy("none").token(new byte[0]), low, rs256().token()));
    Element suite =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("testsuite")
                .item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .contains("CS-ALG-NONE");
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("CS-TYP-MISSING");
  }

  @Test
  void text_manyTokens_areSummarised() {
    ScanReport report = SCANNER.scan(rs256().without("typ").token());
    ScanResults many = new ScanResults(Collections.nCopies(21, report), 2, Severity.HIGH);
    assertThat(written(ReportFormat.TEXT, many))
        .contains("   21  signed token (JWS), taken for an access token\n")
        .contains("CS-TYP-MISSING", "21 times: token header.typ, ", "accepts 0 of 21", "…")
        .endsWith("21 tokens: 0 critical, 0 high, 0 medium, 21 low, 0 info; 2 known, not shown\n");
  }

  @Test
  void text_aCleanToken_saysSo() {
    assertThat(written(ReportFormat.TEXT, of(rs256().token())))
        .startsWith("token: signed token (JWS), taken for an access token\n  No findings.\n")
        .endsWith("1 token: 0 critical, 0 high, 0 medium, 0 low, 0 info\n");
  }

  @Test
  void text_withColour_hasAnsiCodes() throws IOException {
    StringWriter out = new StringWriter();
    ReportFormat.TEXT.write(everything(), true, out);
    assertThat(out.toString()).contains("\u001b[1;31mCRITICAL\u001b[0m");
  }

  @ParameterizedTest
  @EnumSource
  void write_anyFormat_showsNeitherSignaturesNorSecretsNorPersonalData(ReportFormat format) {
    String report = written(format, everything());
    List<String> signatures =
        EXAMPLES.stream()
            .map(it -> it.bad().substring(it.bad().lastIndexOf('.') + 1))
            .filter(it -> it.length() > 20)
            .toList();
    assertThat(report)
        .doesNotContain(signatures)
        .doesNotContain(
            "your-512-bit-secret",
            "violet kettle",
            "AKIAIOSFODNN7EXAMPLE",
            "anna@shop.example",
            "1234567",
            "4111 1111",
            "DE89 3704",
            "Anna");
  }

  @ParameterizedTest
  @EnumSource
  void write_hostileText_isPrintable(ReportFormat format) {
    String token =
        rs256()
            .with("kid", "\"\\u001b[2J\\u202e\\u0000../\"")
            .with("typ", "\"\\u0007</failure>\\ud800\"")
            .text("\\u001b[31m\\nemail", "a@b.example")
            .token();
    assertThat(written(format, of(token)).replace("\n", ""))
        .doesNotContainPattern("[\\p{C}\\u2028\\u2029]");
  }
}
