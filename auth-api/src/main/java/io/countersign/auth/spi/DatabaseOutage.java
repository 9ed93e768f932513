package io.countersign.auth.spi;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An outage of the database, as a failure shows it.
 *
 * @param reason what the driver says, for the log
 */
public record DatabaseOutage(String reason) {

  /**
   * Looks for an outage among the causes of a failure, and among their suppressed exceptions. A
   * transaction manager puts the reason there when the outcome of a commit is unknown.
   */
  public static Optional<DatabaseOutage> in(Throwable failure) {
    List<SQLException> found = said(failure);
    return found.stream().anyMatch(it -> saysThatTheDatabaseIsAway(it.getSQLState()))
        ? Optional.of(new DatabaseOutage(innermostMessage(found)))
        : Optional.empty();
  }

  /**
   * Whether a failure holds no exception of the database. A commit that fails in this way may have
   * been carried out.
   */
  public static boolean isSilentIn(Throwable failure) {
    return said(failure).isEmpty();
  }

  private static List<SQLException> said(Throwable failure) {
    Set<Throwable> all = new LinkedHashSet<>();
    collect(failure, all);
    return all.stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .toList();
  }

  private static void collect(@Nullable Throwable failure, Set<Throwable> all) {
    if (failure != null && all.add(failure)) {
      Arrays.stream(failure.getSuppressed()).forEach(it -> collect(it, all));
      collect(failure.getCause(), all);
    }
  }

  /** When a pool gives no connection, the driver's exception is the innermost and says why. */
  private static String innermostMessage(List<SQLException> found) {
    return String.valueOf(found.get(found.size() - 1).getMessage());
  }

  /**
   * The SQL states of connection exceptions (08), of transactions to try again (40), of a lack of
   * resources (53), of operator intervention (57) and of a primary that has become a standby
   * (25006). An empty pool gives no state.
   */
  private static boolean saysThatTheDatabaseIsAway(@Nullable String state) {
    return state == null
        || state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.equals("25006");
  }
}
