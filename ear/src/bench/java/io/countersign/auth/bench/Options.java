package io.countersign.auth.bench;

import io.countersign.auth.server.JavaHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for, by system properties.
 *
 * @param rows the rows to measure, {@code bench.rows}
 * @param isGrowthAsked whether {@code bench.rows} has {@code growth}
 * @param variants who signs, {@code bench.signatures}; the first has all rows, the others the first
 *     two
 * @param rounds how many windows of each contestant, {@code bench.rounds}
 * @param window how long one is, {@code bench.seconds}
 * @param warmUp how long a server is driven before anything counts, {@code bench.warmup}
 * @param families how many there are in the end, {@code bench.families}
 * @param steady how long to run the steady load instead of everything else, {@code bench.steady}
 * @param keycloakJava the Java for Keycloak, {@code keycloak.java.home}; without it the benchmark's
 */
record Options(
    List<Row> rows,
    boolean isGrowthAsked,
    List<Variant> variants,
    int rounds,
    Duration window,
    Duration warmUp,
    int families,
    Optional<Duration> steady,
    Path keycloakJava) {
  private static final String GROWTH = "growth";

  /** The oldest Java that Keycloak supports. */
  private static final int OLDEST_OF_KEYCLOAK = 21;

  static Options ofSystemProperties() {
    var rows = list("bench.rows", "refresh,me,active,active-redis,login,login-equal,growth");
    return new Options(
        rows.stream().filter(row -> !row.equals(GROWTH)).map(Row::of).toList(),
        rows.contains(GROWTH),
        list("bench.signatures", "RS256,ES256,RS256+corretto,ES256+corretto").stream()
            .map(Variant::of)
            .toList(),
        Integer.parseInt(text("bench.rounds", "3")),
        Duration.ofSeconds(Long.parseLong(text("bench.seconds", "4"))),
        Duration.ofSeconds(Long.parseLong(text("bench.warmup", "45"))),
        Integer.parseInt(text("bench.families", "1000000")),
        Optional.of(text("bench.steady", "")).filter(it -> !it.isEmpty()).map(Duration::parse),
        Path.of(text("keycloak.java.home", System.getProperty("java.home"))));
  }

  private static List<String> list(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split(",", -1)).map(String::strip).toList();
  }

  /** An empty one is none: Maven passes all of them. */
  private static String text(String name, String otherwise) {
    var text = System.getProperty(name, "").strip();
    return text.isEmpty() ? otherwise : text;
  }

  /** Says whether there is a Java for Keycloak; without one it is left out. */
  boolean hasKeycloak() {
    return JavaHome.feature(keycloakJava) >= OLDEST_OF_KEYCLOAK;
  }

  /** Returns the rows of a variant. */
  List<Row> rowsOf(Variant variant) {
    return variant.equals(variants.get(0))
        ? rows.stream().filter(row -> !Row.OTHER_SETTINGS.contains(row)).toList()
        : rows.stream().filter(row -> row == Row.REFRESH || row == Row.ME).toList();
  }

  /** Returns how long a variant's server is driven: less where fewer rows are measured. */
  Duration warmUpOf(Variant variant) {
    return variant.equals(variants.get(0)) ? warmUp : warmUp.multipliedBy(2).dividedBy(3);
  }

  /** Returns how many rounds a variant has. */
  int roundsOf(Variant variant) {
    return variant.equals(variants.get(0)) ? rounds : Math.max(1, rounds - 1);
  }
}
