package io.countersign.auth.release;

import static io.countersign.auth.architecture.Document.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SbomTest {

  private static final Path SHIPPED = Path.of("../docs/shipped.md");

  private static Sbom withLicences(String licences) {
    var text =
        """
        {"bomFormat":"CycloneDX","specVersion":"1.6",
         "metadata":{"component":{"bom-ref":"pkg:maven/io.countersign/ear@1?type=ear","type":"application",
          "group":"io.countersign","name":"ear","version":"1","purl":"pkg:maven/io.countersign/ear@1?type=ear"}},
         "components":[
          {"type":"library","bom-ref":"a","group":"g","name":"a","version":"1",
           "licenses":[{"license":{"id":"MIT"}}]},
          {"type":"library","bom-ref":"b","group":"g","name":"b","version":"1","licenses":%s}],
         "dependencies":[
          {"ref":"pkg:maven/io.countersign/ear@1?type=ear","dependsOn":["a"]},
          {"ref":"a","dependsOn":["b"]},{"ref":"b"}]}
        """
            .formatted(licences);
    return sbom(text);
  }

  private static Sbom sbom(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return new Sbom(reader.readObject());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"license\":{\"id\":\"Apache-2.0\"}}]",
        "[{\"license\":{\"name\":\"Apache License 2.0\"}}]",
        "[{\"license\":{\"id\":\"BSD-3-Clause\"}},{\"license\":{\"id\":\"MIT\"}}]",
      })
  void licenceFaults_allowed_areNone(String licences) {
    assertThat(withLicences(licences).licenceFaults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"license\":{\"id\":\"AGPL-3.0-only\"}}]",
        "[{\"license\":{\"name\":\"Ask us\"}}]",
        "[{\"license\":{\"id\":\"MIT\"}},{\"license\":{\"id\":\"BUSL-1.1\"}}]",
        "[{\"license\":{}}]",
        "[{\"expression\":\"SSPL-1.0\"}]",
      })
  void licenceFaults_notAllowedOrUnknown_areNamed(String licences) {
    assertThat(withLicences(licences).licenceFaults()).containsExactly("b: " + licences);
  }

  @Test
  void ofLibrary_someComponents_hasTheseAndTheirDependencies() {
    var library =
        withLicences("[]").ofLibrary("part", "Some", it -> it.getString("name").equals("a"));

    assertThat(library.components()).extracting(it -> it.getString("name")).containsExactly("a");
    assertThat(library.document().getJsonArray("dependencies"))
        .hasToString(
            "[{\"ref\":\"pkg:maven/io.countersign/part@1?type=jar\",\"dependsOn\":[\"a\"]},"
                + "{\"ref\":\"a\",\"dependsOn\":[]}]");
  }

  @Test
  void inArchive_more_hasEachOnceAndKeepsDependencies() {
    var more =
        List.of(
            Library.of("g", "a", "1", "a", "MIT").component(),
            Library.of("org.server", "c", "2", Library.maven("org.server", "c", "2"), "MIT-0")
                .component());

    var archive = withLicences("[]").inArchive("jar", "All of it", more);

    assertThat(archive.schemaFaults()).isEmpty();
    assertThat(archive.components())
        .extracting(it -> it.getString("bom-ref"))
        .containsExactly(
            "pkg:maven/io.countersign/ear@1?type=ear",
            "a",
            "b",
            "pkg:maven/org.server/c@2?type=jar");
    assertThat(archive.document().getJsonArray("dependencies"))
        .hasSize(4)
        .first()
        .hasToString(
            "{\"ref\":\"pkg:generic/jar@1\",\"dependsOn\":"
                + "[\"pkg:maven/io.countersign/ear@1?type=ear\",\"a\",\"b\","
                + "\"pkg:maven/org.server/c@2?type=jar\"]}");
  }

  @Test
  void serverLibraries_installed_haveSpdxsIdsWhereThereAreSome(@TempDir Path folder)
      throws IOException {
    var file =
        Files.writeString(
            folder.resolve("licenses.xml"),
            """
            <licenseSummary><dependencies>
              <dependency>
                <groupId>g</groupId><artifactId>here</artifactId><version>1</version>
                <licenses>
                  <license><name>Eclipse Public License 2.0</name></license>
                  <license><name>Ask us</name></license>
                </licenses>
              </dependency>
              <dependency>
                <groupId>g</groupId><artifactId>absent</artifactId><version>Not Installed</version>
                <licenses/>
              </dependency>
            </dependencies></licenseSummary>
            """);

    assertThat(ServerLibraries.read(file))
        .singleElement()
        .extracting(Library::component)
        .hasToString(
            "{\"type\":\"library\",\"bom-ref\":\"pkg:maven/g/here@1?type=jar\",\"group\":\"g\","
                + "\"name\":\"here\",\"version\":\"1\",\"licenses\":"
                + "[{\"license\":{\"id\":\"EPL-2.0\"}},{\"license\":{\"name\":\"Ask us\"}}],"
                + "\"purl\":\"pkg:maven/g/here@1?type=jar\"}");
  }

  @Test
  void schemaFaults_valid_areNone() {
    assertThat(withLicences("[{\"license\":{\"name\":\"Ask us\"}}]").schemaFaults()).isEmpty();
  }

  /** Of the schema itself, of SPDX's list of licences, and of the one of signatures. */
  @ParameterizedTest
  @CsvSource({
    "'\"specVersion\":\"1.6\",', '', specVersion",
    "'\"type\":\"application\"', '\"type\":\"product\"', /metadata/component/type",
    "'\"id\":\"MIT\"', '\"id\":\"MIT-ish\"', /components/0/licenses",
    "'\"bomFormat\"', '\"signature\":{\"algorithm\":1},\"bomFormat\"', /signature",
  })
  void schemaFaults_brokenDocument_areNamed(String right, String wrong, String place) {
    var text = withLicences("[]").document().toString();
    assertThat(text).contains(right);

    assertThat(sbom(text.replace(right, wrong)).schemaFaults())
        .isNotEmpty()
        .anyMatch(fault -> fault.contains(place));
  }

  @Test
  void write_brokenDocument_isRefused(@TempDir Path folder) {
    var file = folder.resolve("broken.cdx.json");

    assertThatIllegalStateException()
        .isThrownBy(() -> withLicences("[{\"licence\":\"MIT\"}]").write(file))
        .withMessageContaining("is not valid");
    assertThat(file).doesNotExist();
  }

  @Test
  void documented_licences_areThoseThatAreAllowed() {
    var rows =
        text(SHIPPED)
            .lines()
            .dropWhile(line -> !line.equals("## Licences"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"));
    assertThat(rows.map(row -> row.split("`", -1)[1]))
        .containsExactlyElementsOf(Stream.of(Licence.values()).map(Licence::id).toList());
  }
}
