package io.countersign.auth.release;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes what the bootable jar is made of: into the jar, and beside it. */
public final class WriteBootableSbom {

  private WriteBootableSbom() {}

  /**
   * Runs as a step of {@code ./mvnw -Pbootable}, after the jar is made.
   *
   * @param arguments the jar, the EAR's bill of materials, the server's list of licences, the root
   *     POM, and the platform of the cryptography provider
   */
  public static void main(String[] arguments) throws IOException {
    var jar = Path.of(arguments[0]);
    var root = Pom.read(Path.of(arguments[3]));
    var libraries =
        Stream.concat(
            ServerLibraries.read(Path.of(arguments[2])).stream(),
            added(root, arguments[4]).stream());
    var file = Path.of(arguments[0].replaceFirst("jar$", "cdx.json"));
    Sbom.read(Path.of(arguments[1]))
        .inArchive(
            "countersign-bootable",
            "The server and the application in one jar",
            libraries.map(Library::component).toList())
        .write(file);
    try (var zip = FileSystems.newFileSystem(jar)) {
      var folder = zip.getPath("META-INF/sbom");
      Files.createDirectories(folder);
      Files.copy(file, folder.resolve(file.getFileName().toString()), REPLACE_EXISTING);
    }
  }

  /** What the set-up scripts add to the server. */
  private static List<Library> added(Pom root, String platform) {
    var driver = root.value("properties/postgresql.version");
    var corretto = root.value("properties/corretto.version");
    var group = "software.amazon.cryptools";
    var name = "AmazonCorrettoCryptoProvider";
    return List.of(
        Library.of(
            "org.postgresql",
            "postgresql",
            driver,
            Library.maven("org.postgresql", "postgresql", driver),
            "BSD-2-Clause"),
        Library.of(
            group,
            name,
            corretto,
            Library.maven(group, name, corretto).replace("?", "?classifier=" + platform + "&"),
            "Apache-2.0"));
  }
}
