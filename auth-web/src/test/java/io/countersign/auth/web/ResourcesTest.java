package io.countersign.auth.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.guard.Declarations;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Route;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every route with its guard, as the docs tell it. */
class ResourcesTest {

  private static final System.Logger LOG = System.getLogger(ResourcesTest.class.getName());

  private static final Path DOCUMENT = Path.of("../docs/http.md");

  /** A row of the document: verb, path, what it needs. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([A-Z]+) /auth(/[^`\\[]*)(?:\\[[^`]*])?`(?:, [^|]*)? \\| ([^|]+) \\|.*");

  private static final Map<Guard, List<String>> WORDS =
      Map.of(
          Guard.OPEN, List.of("–", "refresh token", "this machine"),
          Guard.BEARER, List.of("bearer"),
          Guard.SENSITIVE, List.of("bearer, sensitive"),
          Guard.FRESH, List.of("bearer, fresh login"),
          Guard.ADMINISTRATOR, List.of("administrator"),
          Guard.FRESH_ADMINISTRATOR, List.of("administrator, fresh login"),
          Guard.SERVICE, List.of("service"));

  private static final Set<Class<? extends Annotation>> OTHER_GUARDS =
      Set.of(SensitiveOperation.class, RolesAllowed.class, PermitAll.class, DenyAll.class);

  @Test
  void routes_areGuardedAsTheDocsSay() throws IOException {
    List<Route> routes = Resources.routes();
    LOG.log(
        System.Logger.Level.INFO,
        routes.stream()
            .map(it -> "%-7s%-36s%s".formatted(it.verb(), it.path(), it.guard()))
            .collect(joining("\n", "Routes and guards\n", "")));

    List<String> documented;
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      documented =
          lines.map(ROW::matcher).filter(Matcher::matches).map(ResourcesTest::row).toList();
    }
    assertThat(routes)
        .filteredOn(it -> !it.path().startsWith("/health/"))
        .extracting(Route::toString)
        .containsExactlyInAnyOrderElementsOf(
            documented.stream().filter(it -> !it.contains(" /health/")).toList());
  }

  private static String row(Matcher row) {
    Guard guard =
        WORDS.entrySet().stream()
            .filter(it -> it.getValue().contains(row.group(3).strip()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError(row.group()));
    return new Route(row.group(1), row.group(2), guard).toString();
  }

  /** Nothing would enforce it on these. */
  @Test
  void resources_sayWhatGuardsThemInOneWay() {
    assertThat(Resources.classes())
        .allSatisfy(
            it ->
                assertThat(
                        Declarations.typesOf(it)
                            .flatMap(
                                type ->
                                    Stream.concat(Stream.of(type), Stream.of(type.getMethods())))
                            .flatMap(place -> Stream.of(place.getAnnotations()))
                            .map(Annotation::annotationType)
                            .filter(OTHER_GUARDS::contains))
                    .as(it.getName())
                    .isEmpty());
  }

  @Test
  void classes_haveWhatEnforcesTheGuards() {
    assertThat(Resources.classes()).contains(GuardFilter.class);
  }
}
