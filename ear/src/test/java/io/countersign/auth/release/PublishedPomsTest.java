package io.countersign.auth.release;

import static io.countersign.auth.architecture.Document.text;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;

/** The POMs of what is published and no module. */
class PublishedPomsTest {

  private static final Path ROOT = Path.of("../pom.xml");

  private static Path file(String artifact) {
    return Build.ofThisModule().folder().resolve("poms").resolve(artifact + ".pom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"countersign-bom", "countersign-client", "countersign-testkit"})
  void pom_standsAlone(String artifact) {
    var pom = Pom.read(file(artifact));

    assertThat(text(file(artifact))).doesNotContain("${");
    assertThat(pom.coordinates())
        .isEqualTo(new Pom.Coordinates(artifact, Pom.read(ROOT).value("version")));
  }

  @Test
  void bom_managesEveryArtifact() {
    var modules =
        Pom.read(ROOT).elements("/project/modules/module").stream()
            .map(Node::getTextContent)
            .collect(toSet());
    assertThat(modules).hasSize(5);
    var managed =
        Pom.read(file("countersign-bom"))
            .elements("/project/dependencyManagement/dependencies/dependency/artifactId")
            .stream()
            .map(Node::getTextContent)
            .collect(toSet());
    modules.addAll(Set.of("countersign-client", "countersign-testkit"));
    assertThat(managed).isEqualTo(modules);
  }

  /** Else an application would get the libraries twice, or the server's own API into its WAR. */
  @Test
  void client_bringsNothing() {
    var client = Pom.read(file("countersign-client"));

    assertThat(client.elements("//dependency/scope"))
        .hasSameSizeAs(client.elements("//dependency"))
        .extracting(Node::getTextContent)
        .containsOnly("provided");
  }
}
