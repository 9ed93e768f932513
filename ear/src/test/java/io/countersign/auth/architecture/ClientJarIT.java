package io.countersign.auth.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.countersign.auth.server.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the one jar holds that an application in its own deployment takes. */
class ClientJarIT {

  /** What servers bring, and annotations that are read by compilers only. */
  private static final List<String> GIVEN =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "sun.",
          "org.eclipse.microprofile.",
          "com.google.errorprone.annotations.",
          "org.jspecify.annotations.");

  private final Build build = Build.ofThisModule();

  @Test
  void jar_needsNothingButTheServer() throws IOException {
    try (var jar = new JarFile(build.clientJar().toFile())) {
      var classes = new ClassFileImporter().importJar(jar);
      assertThat(classes).hasSizeGreaterThan(100);
      var missing =
          classes.stream()
              .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
              .map(dependency -> dependency.getTargetClass().getBaseComponentType())
              .filter(type -> !type.isPrimitive() && !classes.contain(type.getName()))
              .filter(type -> !isGiven(type))
              .map(JavaClass::getName);
      assertThat(missing).isEmpty();
    }
  }

  private static boolean isGiven(JavaClass type) {
    return GIVEN.stream().anyMatch(type.getName()::startsWith);
  }

  /** Else an application would get mappers for its own exceptions, or beans to choose from. */
  @Test
  void jar_bringsNeitherProvidersNorDiscoveredBeans() throws IOException {
    try (var jar = new JarFile(build.clientJar().toFile())) {
      assertThat(jar.stream().map(Object::toString)).doesNotContain("META-INF/beans.xml");
      var annotations =
          new ClassFileImporter()
              .importJar(jar).stream()
                  .flatMap(type -> type.getAnnotations().stream())
                  .map(annotation -> annotation.getRawType().getName());
      assertThat(annotations)
          .doesNotContain(
              "jakarta.ws.rs.ext.Provider",
              "jakarta.ws.rs.Path",
              "jakarta.enterprise.context.ApplicationScoped",
              "jakarta.enterprise.context.RequestScoped");
    }
  }

  @Test
  void jar_isSmall() throws IOException {
    assertThat(Files.size(build.clientJar())).isLessThan(1_500_000);
  }

  @Test
  void libraries_areUnderNamesOfOurOwn() throws IOException {
    try (var jar = new JarFile(build.clientJar().toFile())) {
      var packages =
          new ClassFileImporter().importJar(jar).stream().map(JavaClass::getPackageName).distinct();
      assertThat(packages).allMatch(name -> name.startsWith("io.countersign."));
    }
  }
}
