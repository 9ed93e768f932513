package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What administrators list and search, one request after the other. */
final class AdministratorsLists {
  private static final int WARM_UP = 100;
  private static final int REQUESTS = 400;
  private static final String ADMIN = "/auth/admin/";

  private final Report report;
  private final Countersign countersign;
  private final String token;
  private final HttpConnection connection;
  private final Random random = new Random(1);

  AdministratorsLists(Report report, Countersign countersign) {
    this.report = report;
    this.countersign = countersign;
    this.token = countersign.accounts().administrator();
    this.connection = new HttpConnection(countersign.address());
  }

  void measure() {
    var users = ids("select user_id from user_account order by random() limit 500");
    var sessions = ids("select family_id from refresh_token_family order by random() limit 500");
    report.line(
        "Administrators' lists, %,d sessions of %,d users, 1 client"
            .formatted(countersign.families(), countersign.families() / 10));
    pages("users by name, page by page", "users?limit=50");
    each("users whose names begin so", users, any -> "users?prefix=user-" + random.nextInt(1_000));
    each("sessions of a user", users, user -> "users/" + user + "/sessions");
    each("sessions of a user, ended ones too", users, it -> "users/" + it + "/sessions?state=all");
    each("a session and its history", sessions, session -> "sessions/" + session);
    pages("events, page by page", "events?limit=50");
    each("events of a user", users, user -> "events?user_id=" + user);
    everybodysSessions(users);
    connection.close();
  }

  /** Sessions that a fifth of all have in common, and such that few have. */
  private void everybodysSessions(List<String> users) {
    makeFrequent(users.get(0));
    var frequent = List.of(users.get(0));
    each("all sessions", users, any -> "sessions");
    each("sessions by user", users, user -> "sessions?user_id=" + user + "&state=all");
    each("sessions by user of many", frequent, it -> "sessions?user_id=" + it + "&state=all");
    each("sessions by network of many", users, any -> "sessions?ip=10.0.0.0/8");
    each("sessions by address of many", users, any -> "sessions?ip=192.0.2.7");
    each("sessions by rare network", users, any -> "sessions?ip=203.0.113.0/24");
    each("sessions by device", users, any -> "sessions?device=linux");
    each("sessions by a device of few", users, any -> "sessions?device=oddity");
    each("count by user of many", frequent, it -> "sessions/count?user_id=" + it + "&state=all");
    each("count by network of many", users, any -> "sessions/count?ip=10.0.0.0/8");
    each("count by rare network", users, any -> "sessions/count?ip=203.0.113.0/24");
  }

  /** A fifth for the user, a fifth from one network, a fifth from one address, and 20 rare ones. */
  private void makeFrequent(String user) {
    try {
      countersign
          .database()
          .execute(
              """
              update refresh_token_family f
                 set user_id = case when n %% 5 = 0 then cast('%s' as uuid) else user_id end,
                     device_name = case when rare then 'Oddity' else device_name end,
                     address = case when rare then '203.0.113.' || n %% 256
                                    when n %% 5 = 1 then '10.' || n %% 200 || '.' || n %% 251 || '.' || n %% 241
                                    when n %% 5 = 2 then '192.0.2.7'
                                    else address end
                from (select family_id, n, n %% (count(*) over () / 20) = 0 as rare
                        from (select family_id, row_number() over (order by family_id) as n
                                from refresh_token_family) numbered) made
               where made.family_id = f.family_id and (n %% 5 < 3 or rare)
              """
                  .formatted(user),
              "vacuum analyze refresh_token_family");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> ids(String sql) {
    try (var database = countersign.database().dataSource().getConnection();
        var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      var ids = new ArrayList<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void each(String name, List<String> ids, Function<String, String> path) {
    var nanos = new long[WARM_UP + REQUESTS];
    for (int i = 0; i < nanos.length; i++) {
      var request = path.apply(ids.get(i % ids.size()));
      var begin = System.nanoTime();
      get(request);
      nanos[i] = System.nanoTime() - begin;
    }
    tell(name, nanos);
  }

  /** Follows the cursors. */
  private void pages(String name, String path) {
    var nanos = new long[WARM_UP + REQUESTS];
    String cursor = null;
    for (int i = 0; i < nanos.length; i++) {
      var begin = System.nanoTime();
      var answer = get(cursor == null ? path : path + "&cursor=" + cursor);
      nanos[i] = System.nanoTime() - begin;
      cursor = cursor(answer);
    }
    tell(name, nanos);
  }

  /** The last page has none. */
  private static @Nullable String cursor(Answer answer) {
    return answer.body().contains("\"next_cursor\":null")
        ? null
        : Answers.text(answer, "next_cursor");
  }

  private Answer get(String path) {
    try {
      return Answers.require(200, connection.send(HttpRequest.get(ADMIN + path, token)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(String name, long[] all) {
    var nanos = Arrays.copyOfRange(all, WARM_UP, all.length);
    Arrays.sort(nanos);
    report.line(
        "  %-36s p50 %7.2f ms   p99 %7.2f ms"
            .formatted(name, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6));
  }
}
