package io.countersign.auth.spi;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That the database is away, as a failure says it.
 *
 * @param reason what the driver says, for the log
 */
public record DatabaseOutage(String reason) {

  /**
   * Finds it among the causes of a failure, and among what they suppress: that is where a
   * transaction manager puts the reason why the outcome of a commit is unknown.
   */
  public static Optional<DatabaseOutage> in(Throwable failure) {
    List<SQLException> found = said(failure);
    return found.stream().anyMatch(it -> saysThatTheDatabaseIsAway(it.getSQLState()))
        ? Optional.of(new DatabaseOutage(innermostMessage(found)))
        : Optional.empty();
  }

  /**
   * Whether the database itself says nothing in a failure: a commit that fails without a word of it
   * may have been carried out.
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

  /** Of a pool that gives no connection the driver knows why. */
  private static String innermostMessage(List<SQLException> found) {
    return String.valueOf(found.get(found.size() - 1).getMessage());
  }

  /**
   * Connection exceptions, no resources, operator intervention, what is to be tried again, a
   * primary that has become a standby; none where a pool is empty.
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
