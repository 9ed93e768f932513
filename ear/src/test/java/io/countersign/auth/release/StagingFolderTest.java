package io.countersign.auth.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that is right, and each thing that can be wrong with it. */
class StagingFolderTest {

  private static final String PARENT =
      """
      <project>
        <groupId>io.countersign</groupId>
        <artifactId>countersign</artifactId>
        <version>1.0.0</version>
        <packaging>pom</packaging>
        <name>Countersign</name>
        <description>Tokens</description>
        <url>${publisher.url}</url>
        <licenses><license><name>Apache-2.0</name><url>https://apache.org/</url></license></licenses>
        <developers><developer><name>Ada</name></developer></developers>
        <scm>
          <url>https://repository.test/</url>
          <connection>scm:git:1</connection>
          <developerConnection>scm:git:2</developerConnection>
        </scm>
        <properties><publisher.url>https://countersign.test/</publisher.url></properties>
      </project>
      """;

  private static final String CHILD =
      """
      <project>
        <parent>
          <groupId>io.countersign</groupId>
          <artifactId>countersign</artifactId>
          <version>1.0.0</version>
        </parent>
        <artifactId>ARTIFACT</artifactId>
        <packaging>PACKAGING</packaging>
        <name>Countersign of some kind</name>
        <description>Part of it</description>
      </project>
      """;

  /** Of the others only the POM is there: the rules are the same for all. */
  private static final List<String> JARS = List.of("auth-core", "ear");

  private static final List<String> SBOMS = List.of("ear", "countersign-client");
  private static final String SBOM = "-cyclonedx.json";
  private static final String SBOM_TEXT = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}";

  @TempDir Path folder;

  @BeforeEach
  void stage() {
    StagingFolder.ARTIFACTS.forEach(artifact -> write(file(artifact, ".pom"), pom(artifact)));
    write(file("countersign", ".pom"), PARENT);
    for (var artifact : JARS) {
      List.of(".jar", "-sources.jar", "-javadoc.jar")
          .forEach(end -> write(file(artifact, end), artifact + end));
    }
    SBOMS.forEach(artifact -> write(file(artifact, SBOM), SBOM_TEXT));
  }

  private static String pom(String artifact) {
    var packaging = JARS.contains(artifact) ? "jar" : "pom";
    return CHILD.replace("ARTIFACT", artifact).replace("PACKAGING", packaging);
  }

  @Test
  void faults_ofWhatIsRight_areNone() {
    assertThat(new StagingFolder(folder).faults()).isEmpty();
    assertThat(new StagingFolder(folder).isSigned()).isFalse();
  }

  @Test
  void faults_ofAnEmptyFolder_nameEveryArtifact() {
    assertThat(new StagingFolder(folder.resolve("elsewhere")).faults())
        .hasSameSizeAs(StagingFolder.ARTIFACTS)
        .contains("countersign-client: is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "<url>${publisher.url}</url>, url",
    "<name>Apache-2.0</name>, licenses/license/name",
    "<url>https://apache.org/</url>, licenses/license/url",
    "<name>Ada</name>, developers/developer/name",
    "<url>https://repository.test/</url>, scm/url",
    "<connection>scm:git:1</connection>, scm/connection",
    "<developerConnection>scm:git:2</developerConnection>, scm/developerConnection",
  })
  void faults_elementMissingInTheParent_isNamedForEachArtifact(String element, String path) {
    write(file("countersign", ".pom"), PARENT.replace(element, ""));

    assertThat(new StagingFolder(folder).faults())
        .hasSameSizeAs(StagingFolder.ARTIFACTS)
        .contains("auth-api-1.0.0.pom: no " + path);
  }

  @ParameterizedTest
  @CsvSource({
    "<name>Countersign of some kind</name>, name",
    "<description>Part of it</description>, description",
  })
  void faults_elementThatOnlyTheParentHas_isNamed(String element, String path) {
    write(file("ear", ".pom"), pom("ear").replace(element, ""));

    assertThat(new StagingFolder(folder).faults()).containsExactly("ear-1.0.0.pom: no " + path);
  }

  @ParameterizedTest
  @CsvSource({
    "<name>Ada</name>, <name>${nobody}</name>, no developers/developer/name",
    "countersign.test, example.com, says example.com: fill in the publisher in pom.xml",
    "</properties>, </properties><build><version>2-SNAPSHOT</version></build>, names a SNAPSHOT",
  })
  void faults_textOfAPom_isRefused(String right, String wrong, String fault) {
    write(file("countersign", ".pom"), PARENT.replace(right, wrong));

    assertThat(new StagingFolder(folder).faults()).contains("countersign-1.0.0.pom: " + fault);
  }

  @Test
  void faults_pomOfAnotherArtifact_isNamed() {
    write(file("ear", ".pom"), pom("auth-core"));

    assertThat(new StagingFolder(folder).faults())
        .containsExactly("ear-1.0.0.pom: is of Coordinates[artifact=auth-core, version=1.0.0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {".jar", "-sources.jar", "-javadoc.jar"})
  void faults_jarMissing_isNamed(String end) throws IOException {
    Files.delete(file("auth-core", end));

    assertThat(new StagingFolder(folder).faults())
        .containsExactly("auth-core-1.0.0.pom: without auth-core-1.0.0" + end);
  }

  @Test
  void faults_sbomMissingOrNotValid_isNamed() throws IOException {
    Files.delete(file("ear", SBOM));
    write(file("countersign-client", SBOM), SBOM_TEXT.replace("CycloneDX", "Cyclone"));

    assertThat(new StagingFolder(folder).faults())
        .hasSize(2)
        .contains("ear-1.0.0.pom: without ear-1.0.0-cyclonedx.json")
        .anyMatch(
            it ->
                it.startsWith(
                    "countersign-client-1.0.0.pom: countersign-client-1.0.0-cyclonedx.json is not"
                        + " valid: /bomFormat: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {".md5", ".sha1"})
  void faults_checksumMissingOrOfAnotherFile_isNamed(String end) throws IOException {
    Files.delete(file("auth-core", ".jar" + end));
    Files.copy(
        file("ear", ".jar" + end), file("auth-core", "-sources.jar" + end), REPLACE_EXISTING);

    assertThat(new StagingFolder(folder).faults())
        .containsExactly(
            "auth-core-1.0.0-sources.jar: another " + end, "auth-core-1.0.0.jar: no " + end);
  }

  @Test
  void faults_someSignaturesMissingOrNone_areNamed() throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().matches(".*\\.(jar|pom|json)"))
          .forEach(file -> writeAlone(file, ".asc", "-----BEGIN PGP SIGNATURE-----\n"));
    }
    assertThat(new StagingFolder(folder).faults()).isEmpty();
    assertThat(new StagingFolder(folder).isSigned()).isTrue();

    Files.delete(file("auth-core", "-sources.jar.asc"));
    writeAlone(file("ear", ".pom"), ".asc", "");
    assertThat(new StagingFolder(folder).faults())
        .containsExactly(
            "auth-core-1.0.0-sources.jar: not signed", "ear-1.0.0.pom: no signature in its .asc");
  }

  private Path file(String artifact, String end) {
    return folder
        .resolve("io/countersign")
        .resolve(artifact)
        .resolve("1.0.0")
        .resolve(artifact + "-1.0.0" + end);
  }

  private static void write(Path file, String text) {
    writeAlone(file, "", text);
    writeAlone(file, ".md5", digest("MD5", text));
    writeAlone(file, ".sha1", digest("SHA-1", text));
  }

  private static void writeAlone(Path file, String end, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file.resolveSibling(file.getFileName() + end), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
