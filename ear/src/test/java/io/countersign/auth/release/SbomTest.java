package io.countersign.auth.release;

import static io.countersign.auth.architecture.Document.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SbomTest {

  private static final Path SHIPPED = Path.of("../docs/shipped.md");

  private static Sbom withLicences(String licences) {
    var text =
        """
        {"metadata":{"component":{"bom-ref":"pkg:maven/io.countersign/ear@1?type=ear","type":"application",
          "name":"ear","version":"1","purl":"pkg:maven/io.countersign/ear@1?type=ear"}},
         "components":[
          {"bom-ref":"a","group":"g","name":"a","version":"1","licenses":[{"license":{"id":"MIT"}}]},
          {"bom-ref":"b","group":"g","name":"b","version":"1","licenses":%s}],
         "dependencies":[
          {"ref":"pkg:maven/io.countersign/ear@1?type=ear","dependsOn":["a"]},
          {"ref":"a","dependsOn":["b"]},{"ref":"b"}]}
        """
            .formatted(licences);
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
