package io.countersign.auth.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * What is shipped is what somebody has looked up. Whoever changes a version looks up what is known
 * about the new one, and writes both into {@code docs/shipped.md}.
 */
class ShippedIT {

  private static final String OWN = "auth-";

  private final Build build = Build.ofThisModule();

  @Test
  void jarsOfTheEar_areThoseThatWereLookedUp() throws IOException {
    try (var ear = new JarFile(build.ear().toFile())) {
      var jars =
          ear.stream()
              .map(entry -> Path.of(entry.getName()).getFileName().toString())
              .filter(name -> name.endsWith(".jar") && !name.startsWith(OWN))
              .collect(toCollection(TreeSet::new));
      assertThat(jars).isNotEmpty().isEqualTo(lookedUp("The EAR"));
    }
  }

  @Test
  void jarsOfTheServer_areThoseThatWereLookedUp() throws IOException {
    var jars = new TreeSet<String>();
    for (var folder : List.of("modules", "bin")) {
      try (var files = Files.walk(build.server().resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .map(ShippedIT::nameWithVersion)
            .forEach(jars::add);
      }
    }
    assertThat(jars).isNotEmpty().isEqualTo(lookedUp("The server"));
  }

  /** Some names have no version. */
  private static String nameWithVersion(Path jar) {
    var name = jar.getFileName().toString();
    if (name.matches(".*\\d.*")) {
      return name;
    }
    try (var file = new JarFile(jar.toFile())) {
      var version = file.getManifest().getMainAttributes().getValue("Implementation-Version");
      return version == null ? name : name + ' ' + version;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines of the indented block below a heading. */
  private SortedSet<String> lookedUp(String heading) throws IOException {
    var document = build.folder().resolve("../../docs/shipped.md");
    return Files.readAllLines(document).stream()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .collect(toCollection(TreeSet::new));
  }
}
