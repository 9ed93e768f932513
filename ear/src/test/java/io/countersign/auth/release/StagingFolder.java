package io.countersign.auth.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toSet;

import io.countersign.auth.release.Pom.Coordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A folder that a release is staged in, held to what Maven Central asks of an upload.
 *
 * @see <a href="https://central.sonatype.org/publish/requirements/">the requirements</a>
 */
final class StagingFolder {

  /** What a release has. */
  static final Set<String> ARTIFACTS =
      Set.of(
          "countersign",
          "auth-api",
          "auth-core",
          "auth-persistence",
          "auth-web",
          "ear",
          "countersign-bom",
          "countersign-client",
          "countersign-testkit");

  /** What a POM says itself. */
  private static final List<String> OWN = List.of("name", "description");

  /** What a POM may have from its parent. */
  private static final List<String> INHERITED =
      List.of(
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/url",
          "scm/connection",
          "scm/developerConnection");

  /** What has a bill of materials beside it. */
  private static final Set<String> BILLED = Set.of("ear", "countersign-client");

  private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");
  private static final String SIGNATURE = ".asc";
  private static final String METADATA = "maven-metadata";

  /** What the root POM says of its publisher until somebody fills it in. */
  private static final String UNFILLED = "example.com";

  private final Path group;
  private final List<Path> files;

  StagingFolder(Path folder) {
    this.group = folder.resolve("io/countersign");
    this.files = filesBelow(group);
  }

  /** Returns what is wrong with it, each fault behind the file that has it. */
  Set<String> faults() {
    var faults = new TreeSet<String>();
    var poms = files(".pom");
    var staged = poms.stream().map(pom -> place(pom).artifact()).collect(toSet());
    ARTIFACTS.stream()
        .filter(artifact -> !staged.contains(artifact))
        .forEach(artifact -> faults.add(artifact + ": is missing"));
    poms.forEach(pom -> checkArtifact(pom, fault -> faults.add(pom.getFileName() + ": " + fault)));
    published().forEach(file -> checkFile(file, fault -> faults.add(file.getFileName() + fault)));
    return faults;
  }

  /** Whether anything of it is signed; then all of it is to be. */
  boolean isSigned() {
    return !files(SIGNATURE).isEmpty();
  }

  /** Returns what has checksums and signatures, and is neither. */
  private List<Path> published() {
    return files.stream()
        .filter(file -> !file.toString().matches(".*\\.(md5|sha1|sha256|sha512|asc)"))
        .toList();
  }

  private void checkArtifact(Path file, Consumer<String> faults) {
    var pom = Pom.read(file, this::pom);
    OWN.stream().filter(path -> pom.own(path).isEmpty()).forEach(it -> faults.accept("no " + it));
    for (var path : INHERITED) {
      var value = pom.value(path);
      if (value.isEmpty() || value.contains("${")) {
        faults.accept("no " + path);
      }
    }
    var place = place(file);
    if (!pom.coordinates().equals(place)) {
      faults.accept("is of " + pom.coordinates());
    }
    if (!place.version().endsWith("-SNAPSHOT")) {
      checkRelease(pom, faults);
    }
    var name = file.getFileName().toString().replaceFirst("\\.pom$", "");
    if (!pom.packaging().equals("pom")) {
      for (var end : List.of("." + pom.packaging(), "-sources.jar", "-javadoc.jar")) {
        if (!Files.exists(file.resolveSibling(name + end))) {
          faults.accept("without " + name + end);
        }
      }
    }
    if (BILLED.contains(place.artifact())) {
      checkSbom(file.resolveSibling(name + "-cyclonedx.json"), faults);
    }
  }

  private static void checkSbom(Path file, Consumer<String> faults) {
    if (Files.exists(file)) {
      Sbom.read(file)
          .schemaFaults()
          .forEach(fault -> faults.accept(file.getFileName() + " is not valid: " + fault));
    } else {
      faults.accept("without " + file.getFileName());
    }
  }

  private static void checkRelease(Pom pom, Consumer<String> faults) {
    if (pom.elements("//version").stream()
        .anyMatch(it -> it.getTextContent().endsWith("SNAPSHOT"))) {
      faults.accept("names a SNAPSHOT");
    }
    if (INHERITED.stream().anyMatch(path -> pom.value(path).contains(UNFILLED))) {
      faults.accept("says " + UNFILLED + ": fill in the publisher in pom.xml");
    }
  }

  private void checkFile(Path file, Consumer<String> faults) {
    CHECKSUMS.forEach(
        (end, algorithm) -> {
          var checksum = beside(file, end);
          if (!Files.exists(checksum)) {
            faults.accept(": no " + end);
          } else if (!text(checksum).equals(digest(file, algorithm))) {
            faults.accept(": another " + end);
          }
        });
    if (isSigned() && !file.getFileName().toString().startsWith(METADATA)) {
      var signature = beside(file, SIGNATURE);
      if (!Files.exists(signature)) {
        faults.accept(": not signed");
      } else if (!text(signature).startsWith("-----BEGIN PGP SIGNATURE-----")) {
        faults.accept(": no signature in its " + SIGNATURE);
      }
    }
  }

  /** Where the POM of an artifact of ours is. */
  private Path pom(Coordinates coordinates) {
    return files(".pom").stream()
        .filter(file -> place(file).equals(coordinates))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(coordinates + " is not staged"));
  }

  /** What is in the folder that a file is in. */
  private Coordinates place(Path file) {
    var path = group.relativize(file);
    return new Coordinates(path.getName(0).toString(), path.getName(1).toString());
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  private List<Path> files(String end) {
    return files.stream().filter(file -> file.toString().endsWith(end)).toList();
  }

  private static List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    return new String(bytes(file), US_ASCII).strip();
  }

  private static String digest(Path file, String algorithm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
