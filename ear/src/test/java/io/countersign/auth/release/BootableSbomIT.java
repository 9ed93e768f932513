package io.countersign.auth.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bootable jar says what it is made of, all of it. */
@Tag("bootable")
class BootableSbomIT {

  private final Build build = Build.ofThisModule();
  private final Sbom sbom = Sbom.read(build.bootableSbom());

  @Test
  void sbom_isInTheJarAndBesideIt() throws IOException {
    try (var jar = new JarFile(build.bootableJar().toFile());
        var inside =
            jar.getInputStream(jar.getEntry("META-INF/sbom/countersign-bootable.cdx.json"))) {
      assertThat(inside).hasBinaryContent(Files.readAllBytes(build.bootableSbom()));
    }
    assertThat(sbom.schemaFaults()).isEmpty();
  }

  @Test
  void components_nameEveryJarOfTheServer() throws IOException {
    var unnamed = serverJars();
    assertThat(unnamed).hasSizeGreaterThan(400);
    unnamed.removeIf(this::isNamed);

    // Jars whose names have no version, and what they are.
    assertThat(unnamed)
        .containsExactly(
            "corretto.jar", "launcher.jar", "postgresql.jar", "wildfly-elytron-tool.jar");
    assertThat(sbom.components())
        .extracting(it -> it.getString("name"))
        .contains(
            "AmazonCorrettoCryptoProvider",
            "wildfly-launcher",
            "postgresql",
            "wildfly-elytron-tool-wrapper");
  }

  @Test
  void components_nameEveryJarOfTheEar() throws IOException {
    try (var ear = new JarFile(build.ear().toFile())) {
      assertThat(ear.stream().map(entry -> Path.of(entry.getName()).getFileName().toString()))
          .filteredOn(name -> name.endsWith(".jar"))
          .isNotEmpty()
          .allMatch(this::isNamed);
    }
  }

  private Set<String> serverJars() throws IOException {
    try (var jar = new JarFile(build.bootableJar().toFile());
        var server = new ZipInputStream(jar.getInputStream(jar.getEntry("wildfly.zip")))) {
      var jars = new TreeSet<String>();
      for (var entry = server.getNextEntry(); entry != null; entry = server.getNextEntry()) {
        if (entry.getName().matches("(modules|bin)/.*\\.jar")) {
          jars.add(Path.of(entry.getName()).getFileName().toString());
        }
      }
      return jars;
    }
  }

  /** A classifier may follow the version. */
  private boolean isNamed(String jar) {
    return sbom.components().stream()
        .map(it -> it.getString("name") + "-" + it.getString("version"))
        .anyMatch(name -> jar.equals(name + ".jar") || jar.startsWith(name + "-"));
  }
}
