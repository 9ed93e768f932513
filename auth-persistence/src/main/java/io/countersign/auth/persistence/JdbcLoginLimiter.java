package io.countersign.auth.persistence;

import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiterFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Counts login attempts in PostgreSQL. Each key that was used lately has a row. The row is locked
 * while attempts are taken, and it is garbage as soon as all of them have come back.
 *
 * <p>All keys of a call are one transaction. It locks their rows in the order of their ids, so that
 * no two calls wait for each other in a circle. A row holds no key, only its digest. No library of
 * token buckets does this: they know one key at a time, and no attempts in flight.
 *
 * <p>A commit does not wait for the disk. A crash of PostgreSQL forgets the attempts of its last
 * second, but no password is checked while it is down.
 */
final class JdbcLoginLimiter implements LoginLimiter {

  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  /** No check of a password takes longer: an older attempt belongs to a node that is gone. */
  private static final Duration LONGEST_FLIGHT = Duration.ofMinutes(2);

  private static final String LOCK =
      """
      with lazily as materialized (select set_config('synchronous_commit', 'off', true))
      insert into login_attempts as counter (id, taken_at)
      select id, ? from lazily, unnest(?) as asked (id) order by id
      on conflict (id) do update set taken_at = counter.taken_at
      returning id, taken, taken_at, in_flight, in_flight_until
      """;

  private static final String TAKE =
      """
      update login_attempts
         set taken = ?, taken_at = ?, in_flight = ?, in_flight_until = ?, expires_at = ?
       where id = ?
      """;

  private static final String SETTLE =
      """
      with lazily as materialized (select set_config('synchronous_commit', 'off', true)),
      mine as materialized (
        select id from login_attempts where id = any (?) order by id for update)
      update login_attempts as counter
         set taken = greatest(taken - ?, 0), in_flight = greatest(in_flight - 1, 0)
        from lazily, mine where counter.id = mine.id
      """;

  private final DataSource dataSource;
  private final WithoutTransaction withoutTransaction;
  private final Duration per;
  private final Clock clock;

  /**
   * A limiter; see {@link LoginLimiterFactory#create}.
   *
   * @throws IllegalArgumentException when {@code per} is out of its bounds, 1 s to 24 h
   */
  JdbcLoginLimiter(
      DataSource dataSource, WithoutTransaction withoutTransaction, Duration per, Clock clock) {
    if (per.compareTo(SHORTEST_PERIOD) < 0
        || per.compareTo(LoginLimiterFactory.LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("attempts must be counted for PT1S to PT24H");
    }
    this.dataSource = dataSource;
    this.withoutTransaction = withoutTransaction;
    this.per = per;
    this.clock = clock;
  }

  @Override
  public Taken takeEach(List<List<Limit>> groups) {
    Map<String, Limit> limits =
        groups.stream()
            .flatMap(List::stream)
            .collect(Collectors.toMap(limit -> id(limit), limit -> limit));
    return onConnection(
        connection -> inTransaction(connection, () -> takeEach(connection, groups, limits)));
  }

  private Taken takeEach(Connection connection, List<List<Limit>> groups, Map<String, Limit> limits)
      throws SQLException {
    long now = clock.millis();
    Map<Limit, Counter> counters = lock(connection, limits, now);
    List<Counter> taken = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Counter> group = groups.get(i).stream().map(counters::get).toList();
      Optional<Refusal> refusal = refusal(group);
      if (refusal.isPresent()) {
        write(connection, taken, now);
        return new Taken(i, refusal);
      }
      taken.addAll(group);
    }
    write(connection, taken, now);
    return new Taken(groups.size(), Optional.empty());
  }

  private static Optional<Refusal> refusal(List<Counter> group) {
    return group.stream()
        .map(Counter::refusal)
        .flatMap(Optional::stream)
        .max(
            Comparator.comparing((Refusal it) -> !it.inFlight())
                .thenComparing(Refusal::retryAfter));
  }

  private Map<Limit, Counter> lock(Connection connection, Map<String, Limit> limits, long now)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setLong(1, now);
      lock.setArray(2, connection.createArrayOf("text", limits.keySet().toArray()));
      Map<Limit, Counter> counters = new HashMap<>();
      try (ResultSet row = lock.executeQuery()) {
        while (row.next()) {
          Limit limit = Objects.requireNonNull(limits.get(row.getString(1)));
          counters.put(limit, Counter.read(row, limit, per, now));
        }
      }
      return counters;
    }
  }

  private static void write(Connection connection, List<Counter> taken, long now)
      throws SQLException {
    if (taken.isEmpty()) {
      connection.rollback(); // the rows are as they were
      return;
    }
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      for (Counter counter : taken) {
        counter.setTaken(take, now);
        take.addBatch();
      }
      take.executeBatch();
    }
  }

  @Override
  public void giveBack(List<Limit> limits) {
    settle(limits, 1);
  }

  @Override
  public void spend(List<Limit> limits) {
    settle(limits, 0);
  }

  private void settle(List<Limit> limits, int givenBack) {
    Object[] ids = limits.stream().map(limit -> id(limit)).toArray();
    onConnection(
        connection -> {
          try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setArray(1, connection.createArrayOf("text", ids));
            settle.setInt(2, givenBack);
            return settle.executeUpdate();
          }
        });
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private interface Step<T> {
    T take() throws SQLException;
  }

  /** Each statement is a transaction of its own. */
  private <T> T onConnection(Work<T> work) {
    return withoutTransaction.call(
        () -> {
          try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
          } catch (SQLException e) {
            throw new IllegalStateException("login attempts cannot be counted", e);
          }
        });
  }

  private static <T> T inTransaction(Connection connection, Step<T> steps) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = steps.take();
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static String id(Limit limit) {
    String text = "login attempts of " + limit.key();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /**
   * A row as it is now.
   *
   * @param taken how many attempts are out: spent and not come back yet, or in flight
   * @param inFlight how many of them are in flight
   * @param each how many milliseconds it takes until one comes back
   */
  private record Counter(String id, Limit limit, double taken, int inFlight, double each) {

    /** The rounding error to allow for, in attempts and in milliseconds. */
    private static final double ROUNDING = 1e-6;

    static Counter read(ResultSet row, Limit limit, Duration per, long now) throws SQLException {
      double each = (double) per.toMillis() / limit.attempts();
      long since = Math.max(0, now - row.getLong(3)); // another node's clock may be ahead
      double taken = Math.max(0, row.getDouble(2) - since / each);
      int inFlight = row.getLong(5) > now ? row.getInt(4) : 0;
      return new Counter(row.getString(1), limit, taken, inFlight, each);
    }

    Optional<Refusal> refusal() {
      double missing = taken + 1 - limit.attempts();
      if (missing <= ROUNDING) {
        return Optional.empty();
      }
      boolean mayComeSooner = missing <= inFlight + ROUNDING;
      double atLeast = mayComeSooner ? missing : missing - inFlight;
      long wait = (long) Math.ceil(atLeast * each - ROUNDING);
      return Optional.of(new Refusal(limit.key(), mayComeSooner, Duration.ofMillis(wait)));
    }

    void setTaken(PreparedStatement take, long now) throws SQLException {
      long flightEnds = now + LONGEST_FLIGHT.toMillis();
      take.setDouble(1, taken + 1);
      take.setLong(2, now);
      take.setInt(3, inFlight + 1);
      take.setLong(4, flightEnds);
      take.setLong(5, Math.max(flightEnds, now + (long) Math.ceil((taken + 1) * each)));
      take.setString(6, id);
    }
  }
}
