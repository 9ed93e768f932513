package io.countersign.auth.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Microsoft's validator wants of places and of the tool, besides the schema. */
class SarifLocationTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static JsonNode run(String source) throws IOException {
    ScanReport report = SCANNER.scan("nothing", new Location(source, 1, ""));
    StringWriter out = new StringWriter();
    ReportFormat.SARIF.write(new ScanResults(List.of(report), 0, Severity.HIGH), false, out);
    return new ObjectMapper().readTree(out.toString()).at("/runs/0");
  }

  /** SARIF1002 and SARIF1004: no slash before a relative reference, no ".." in a file's. */
  @ParameterizedTest
  @CsvSource({
    "tokens.txt, tokens.txt",
    "some folder/tökens.txt, some%20folder/t%C3%B6kens.txt",
    "../tokens.txt, ../tokens.txt",
    "./tokens.txt, ./tokens.txt",
    "a:b.txt, ./a:b.txt",
    "a#b?c%20.txt, a%23b%3Fc%2520.txt",
    "/tmp/some folder/tökens.txt, file:///tmp/some%20folder/t%C3%B6kens.txt",
    "/tmp/a/../b/./tokens.txt, file:///tmp/b/tokens.txt",
    "//tmp/tokens.txt, file:///tmp/tokens.txt",
    "C:\\Users\\Anna B\\tokens.txt, file:///C:/Users/Anna%20B/tokens.txt",
    "c:/tokens.txt, file:///c:/tokens.txt",
    "\\\\server\\share\\tokens.txt, file://server/share/tokens.txt",
    "https://service.example/me?…, https://service.example/me?%E2%80%A6",
    "stdin, stdin"
  })
  void sarif_place_isAValidUri(String source, String uri) throws IOException {
    assertThat(
            run(source).at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(uri);
  }

  /** SARIF2005; outside of a jar there is none to tell. */
  @Test
  void sarif_packagedTool_saysItsVersion() throws IOException {
    StringWriter out = new StringWriter();
    ScanResults nothing = new ScanResults(List.of(), 0, Severity.HIGH);
    SarifReport.write(nothing, Optional.of("1.2.3"), out);
    JsonNode driver = new ObjectMapper().readTree(out.toString()).at("/runs/0/tool/driver");
    assertThat(driver.get("version").asText()).isEqualTo("1.2.3");
    assertThat(driver.get("semanticVersion").asText()).isEqualTo("1.2.3");
    assertThat(run("stdin").at("/tool/driver").has("version")).isFalse();
  }

  /** SARIF2012: a name in one word that begins with a capital letter. */
  @Test
  void sarif_rule_hasAName() throws IOException {
    assertThat(run("stdin").at("/tool/driver/rules/0/name").asText()).isEqualTo("FormNoToken");
  }
}
