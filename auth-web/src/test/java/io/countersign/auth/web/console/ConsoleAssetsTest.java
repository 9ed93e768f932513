package io.countersign.auth.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ConsoleAssetsTest {

  private static final System.Logger LOG = System.getLogger(ConsoleAssetsTest.class.getName());

  private static final Path SOURCES = Path.of("src/main/resources/io/countersign/auth/web/console");

  /** What a browser without a cache may have to load for a page, in octets. */
  private static final int MOST = 100_000;

  private static final Pattern MESSAGE = Pattern.compile("(?m)^  '?([\\w.]+)'?: ");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?\\(?'(\\.[^'`]+)'");

  private final ConsoleAssets assets = ConsoleAssets.load();

  private static String text(String name) {
    return ConsoleAssets.text(name);
  }

  @Test
  void names_areThoseOfTheSources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES, 2)) {
      assertThat(assets.names().stream().filter(it -> !it.startsWith("vendor/")))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(
                      it -> Files.isRegularFile(it) && SOURCES.relativize(it).getNameCount() == 2)
                  .map(it -> SOURCES.relativize(it).toString().replace('\\', '/'))
                  .toList());
    }
  }

  /** Nothing else of the class path is to be had, however it is spelt. */
  @Test
  void find_otherName_isNone() {
    for (String name :
        List.of(
            "files", "console.html", "../ConsoleAssets.class", "%2e%2e/files", "main.js/", "")) {
      assertThat(assets.find("app", name)).as(name).isEmpty();
      assertThat(assets.find("..", name)).as(name).isEmpty();
      assertThat(assets.find("", name)).as(name).isEmpty();
    }
  }

  @Test
  void imports_leadToFiles() {
    for (String name : assets.names()) {
      if (!name.endsWith(".js") || name.startsWith("vendor/")) {
        continue;
      }
      IMPORT
          .matcher(text(name))
          .results()
          .map(
              it ->
                  Path.of(name)
                      .resolveSibling(it.group(1))
                      .normalize()
                      .toString()
                      .replace('\\', '/'))
          .forEach(it -> assertThat(assets.names()).as(name).contains(it));
    }
  }

  /** Every page alone: one language, and not the modules of the other pages. */
  @Test
  void everyPage_cold_isSmall() {
    int frame = size(Set.of("app/", "parts/", "style/", "vendor/lit", "vendor/rea", "vendor/css"));
    int words = Math.max(size(Set.of("messages/en.js")), size(Set.of("messages/de.js")));
    int own = size(Set.of("pages/"));
    int administration = size(Set.of("admin/"));
    int plots = size(Set.of("vendor/uPlot"));
    LOG.log(
        System.Logger.Level.INFO,
        "The console, compressed: login {0}, all own pages {1}, administration {2} more,"
            + " of which plots {3}",
        frame + words + size(Set.of("pages/login.js", "pages/devices.js")),
        frame + words + own,
        administration + plots,
        plots);
    assertThat(frame + words + own).isLessThan(MOST / 2);
    assertThat(
            frame
                + words
                + size(Set.of("pages/login.js", "admin/statistics.js", "admin/chart.js"))
                + plots)
        .isLessThan(MOST);
    assertThat(frame + words + size(Set.of("pages/login.js")) + administration).isLessThan(MOST);
  }

  private int size(Set<String> beginnings) {
    return assets.names().stream()
        .filter(name -> beginnings.stream().anyMatch(name::startsWith))
        .mapToInt(name -> compressed(text(name)))
        .sum();
  }

  private static int compressed(String text) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.size();
  }

  @Test
  void messages_areThereInBothLanguages() {
    Set<String> english = keys("messages/en.js");
    assertThat(english).hasSizeGreaterThan(200);
    assertThat(keys("messages/de.js")).isEqualTo(english);
  }

  private Set<String> keys(String name) {
    return MESSAGE
        .matcher(text(name))
        .results()
        .map(it -> it.group(1))
        .collect(toCollection(TreeSet::new));
  }

  /** Nothing puts a text into the document as markup, and nothing keeps a token. */
  @Test
  void modules_haveNoWayForMarkup() {
    for (String name : assets.names()) {
      if (!name.startsWith("vendor/") && name.endsWith(".js")) {
        assertThat(text(name))
            .as(name)
            .doesNotContain(
                "innerHTML", "outerHTML", "insertAdjacent", "unsafeHTML", "document.write", "eval(")
            .doesNotContain("sessionStorage", "indexedDB", "document.cookie")
            .doesNotContain("style=");
      }
    }
  }

  @Test
  void modules_areShort() {
    for (String name : assets.names()) {
      if (name.endsWith(".js") && !name.matches("(vendor|messages)/.*")) {
        assertThat(text(name).lines().count()).as(name).isLessThan(250);
      }
    }
  }
}
