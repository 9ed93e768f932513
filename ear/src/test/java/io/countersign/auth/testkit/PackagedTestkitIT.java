package io.countersign.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.countersign.auth.server.Build;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

/** The jar that applications take, with nothing beside it but what its POM names. */
class PackagedTestkitIT {

  private final Path jar = Build.ofThisModule().testkitJar();

  private static URL jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void jar_withWhatItsPomNames_issuesTokens() throws Exception {
    URL[] path = {jar.toUri().toURL(), jarOf(JsonWebToken.class), jarOf(JsonObject.class)};
    try (var loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      var type = loader.loadClass(TestCountersign.class.getName());
      try (var countersign = (AutoCloseable) type.getMethod("start").invoke(null)) {
        var token = type.getMethod("token").invoke(countersign);
        var text = token.getClass().getMethod("valid").invoke(token);
        type.getMethod("revoke", String.class).invoke(countersign, text);
        var flaws = loader.loadClass(Flaw.class.getName());
        for (var flaw : flaws.getEnumConstants()) {
          assertThat(token.getClass().getMethod("flawed", flaws).invoke(token, flaw)).isNotNull();
        }
        var scanner = loader.loadClass("io.countersign.auth.scan.TokenScanner");
        assertThat(scanner.getMethod("rules").invoke(null)).isNotNull();
      }
    }
  }

  @Test
  void libraries_areUnderNamesOfOurOwn() throws Exception {
    try (var file = new JarFile(jar.toFile())) {
      var packages =
          new ClassFileImporter().importJar(file).stream().map(JavaClass::getPackageName);
      assertThat(packages).allMatch(name -> name.startsWith("io.countersign."));
      assertThat(file.stream().map(Object::toString))
          .noneMatch(name -> name.endsWith("Test.class") || name.endsWith("IT.class"));
    }
  }

  @Test
  void jar_isSmall() throws Exception {
    assertThat(Files.size(jar)).isLessThan(2_000_000);
  }
}
