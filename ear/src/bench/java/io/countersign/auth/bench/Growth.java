package io.countersign.auth.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Refreshes and administrators' lists of Countersign, with few sessions and with many. */
final class Growth {
  /**
   * So many of all families are refreshed: each about once, and so on pages that nobody has read.
   */
  private static final int REFRESHED = 100_000;

  private static final int MILLION = 1_000_000;

  private final Stage stage;
  private final Report report;
  private final Variant variant;
  private final Countersign countersign;

  Growth(Stage stage, Report report, Variant variant, Countersign countersign) {
    this.stage = stage;
    this.report = report;
    this.variant = variant;
    this.countersign = countersign;
  }

  void run() {
    refresh();
    for (var families : sizes()) {
      stage.progress().step("growth: filling up to %,d families".formatted(families));
      countersign.grow(families, Math.min(REFRESHED, families / 10));
      refresh();
      new AdministratorsLists(report, countersign).measure();
    }
    report.line("Cleanup beside refreshes is measured by ./mvnw -Pbench-cleanup.");
  }

  private List<Integer> sizes() {
    return Stream.of(MILLION, stage.options().families())
        .filter(it -> it <= stage.options().families() && it > Countersign.FAMILIES)
        .distinct()
        .toList();
  }

  private void refresh() {
    var before = updates();
    var measurement =
        Measurement.take(
            Row.REFRESH, variant, List.of(countersign), stage.options().rounds(), stage);
    var after = updates();
    report.add(measurement.of(countersign.families()));
    var updates = after.all() - before.all();
    report.line(
        "HOT updates of families: %.2f %% of %,d"
            .formatted(100.0 * (after.hot() - before.hot()) / updates, updates));
  }

  private record Updates(long all, long hot) {}

  private Updates updates() {
    awaitStatistics();
    try (var connection = countersign.database().dataSource().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables
                 where relname = 'refresh_token_family'
                """)) {
      row.next();
      return new Updates(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** PostgreSQL's processes tell their numbers at most once a second. */
  private static void awaitStatistics() {
    try {
      Thread.sleep(2_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
