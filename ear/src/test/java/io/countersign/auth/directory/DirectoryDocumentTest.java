package io.countersign.auth.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/directory.md shows of the examples is in them. */
class DirectoryDocumentTest {

  private static final Path SOURCES = Path.of("src/test/java/io/countersign/auth/directory");

  private static final Pattern EXCERPT = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SETTING = Pattern.compile("`(directory\\.[a-z-]+)`");

  private final String document = Files.readString(Path.of("../docs/directory.md"));
  private final String examples =
      Files.readString(SOURCES.resolve("LdapDirectory.java"))
          + Files.readString(SOURCES.resolve("DirectorySockets.java"))
          + Files.readString(SOURCES.resolve("TableDirectory.java"));

  DirectoryDocumentTest() throws IOException {}

  @Test
  void excerpts_areOfTheExamples() {
    var excerpts = EXCERPT.matcher(document).results().map(it -> it.group(1)).toList();
    assertThat(excerpts).hasSize(2);
    assertThat(excerpts.stream().flatMap(String::lines).map(String::strip))
        .allSatisfy(line -> assertThat(examples).contains(line));
  }

  @Test
  void settings_areThoseThatTheExamplesRead() {
    assertThat(SETTING.matcher(document).results().map(it -> it.group(1)).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Pattern.compile("\"(directory\\.[a-z-]+)\"")
                .matcher(examples)
                .results()
                .map(it -> it.group(1))
                .distinct()
                .toList());
  }
}
