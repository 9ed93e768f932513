package io.countersign.auth.architecture;

import static io.countersign.auth.architecture.Document.anchors;
import static io.countersign.auth.architecture.Document.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Links between the documents lead to a file and a heading, and README leads to every page. */
class DocumentLinksTest {

  private static final Path HOUSE = Path.of("..").normalize();

  /** A link that is no address of somewhere else. */
  private static final Pattern LINK =
      Pattern.compile("]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  private static List<Path> documents() throws IOException {
    try (var house = Files.list(HOUSE);
        var docs = Files.list(HOUSE.resolve("docs"))) {
      return Stream.concat(house, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void links_leadToAFileAndItsHeading() throws IOException {
    assertThat(documents()).hasSizeGreaterThan(20);
    assertThat(documents().stream().flatMap(DocumentLinksTest::broken)).isEmpty();
  }

  private static Stream<String> broken(Path document) {
    return LINK.matcher(text(document))
        .results()
        .filter(link -> !leadsSomewhere(document, link.group(1), link.group(2)))
        .map(link -> document.getFileName() + ": " + link.group());
  }

  private static boolean leadsSomewhere(Path document, String path, @Nullable String heading) {
    var target = path.isEmpty() ? document : document.resolveSibling(path);
    return Files.exists(target) && (heading == null || anchors(text(target)).contains(heading));
  }

  @Test
  void readme_leadsToEveryPage() throws IOException {
    var readme = text(HOUSE.resolve("README.md"));
    try (var pages = Files.list(HOUSE.resolve("docs"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".md"))
          .allSatisfy(name -> assertThat(readme).contains("(docs/" + name + ")"));
    }
  }
}
