package io.countersign.auth.architecture;

import static io.countersign.auth.architecture.Document.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The threat model names tests as proofs: each is there. */
class ThreatModelTest {

  private static final Path DOCUMENT = Path.of("../docs/threat-model.md");

  private static final List<String> MODULES =
      List.of("auth-api", "auth-core", "auth-persistence", "auth-web", "ear");

  private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`");
  private static final Pattern PARENT = Pattern.compile("\\bclass \\w+ extends (\\w+)");

  private static final Map<String, String> SOURCES = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    for (var module : MODULES) {
      try (var files = Files.walk(Path.of("..", module, "src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> SOURCES.put(nameOf(file), text(file)));
      }
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  @Test
  void proofs_exist() {
    var proofs = PROOF.matcher(text(DOCUMENT)).results().toList();
    assertThat(proofs).hasSizeGreaterThan(100);
    assertThat(proofs.stream().filter(it -> !exists(it.group(1), it.group(2))))
        .extracting(MatchResult::group)
        .isEmpty();
  }

  /** In the class, or in a contract that it runs. */
  private static boolean exists(String type, String method) {
    var source = SOURCES.getOrDefault(type, "");
    var parent = PARENT.matcher(source);
    return source.contains(" void " + method + "(")
        || (parent.find() && exists(parent.group(1), method));
  }
}
