package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.EmbeddedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nobody loses a session because a connection to the database breaks. */
@EveryServer
class BrokenDatabaseIT {

  private static final System.Logger LOG = System.getLogger(BrokenDatabaseIT.class.getName());
  private static final int CLIENTS = 6;
  private static final int BREAKS = Integer.getInteger("countersign.test.breaks", 15);

  private static final String UNANSWERED =
      "select pid from pg_stat_activity where wait_event = 'SyncRep' limit 1";

  private final EmbeddedDatabase database;
  private final AuthClient client;

  BrokenDatabaseIT(AuthServer server) {
    database = server.database();
    client = new AuthClient(server);
  }

  private int number(String sql) {
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String... statements) {
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets a request be committed and breaks its connection before that is told: PostgreSQL waits
   * with the answer for a standby that there is not, until it is terminated.
   */
  private Answer untold(Supplier<Answer> request) throws ExecutionException, InterruptedException {
    execute("alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()");
    try {
      var answer = CompletableFuture.supplyAsync(request);
      int waiting = 0;
      while (waiting == 0 && !answer.isDone()) {
        waiting = number(UNANSWERED);
      }
      assertThat(answer).isNotDone();
      execute("select pg_terminate_backend(" + waiting + ")");
      execute("alter system reset synchronous_standby_names", "select pg_reload_conf()");
      return answer.get();
    } finally {
      execute("alter system reset synchronous_standby_names", "select pg_reload_conf()");
    }
  }

  @Test
  void commitUntold_isFoundOut() throws Exception {
    var user = client.newUser();
    var login = untold(() -> client.login(user));
    client.me(login.text("access_token")).requireStatus(200);

    var refreshed = untold(() -> client.refresh(login.text("refresh_token"))).requireStatus(200);
    var next = client.refresh(refreshed.text("refresh_token")).requireStatus(200);

    untold(() -> client.logout(next.text("refresh_token"))).requireStatus(204);
    client.refresh(next.text("refresh_token")).requireProblem(401, "token_revoked");
    client.requireDenied(next.text("access_token"));
  }

  /** A client as anybody would write it: after a 503 it comes again with the same token. */
  private static final class Refreshing {
    private final AuthClient client;
    private final Semaphore accepted;
    private final AtomicInteger postponed;
    private String token;

    Refreshing(AuthClient client, String token, Semaphore accepted, AtomicInteger postponed) {
      this.client = client;
      this.token = token;
      this.accepted = accepted;
      this.postponed = postponed;
    }

    /** What it was told other than its next token, or to come again. */
    List<String> until(AtomicBoolean end) {
      while (!end.get()) {
        var answer = client.refresh(token);
        if (answer.status() == 200) {
          token = answer.text("refresh_token");
          accepted.release();
        } else if (answer.status() == 503 && answer.text("code").equals("unavailable")) {
          postponed.incrementAndGet();
        } else {
          end.set(true);
          return List.of(answer.toString());
        }
      }
      return List.of();
    }
  }

  @Test
  void connectionsKilled_noSessionIsLost() throws Exception {
    var end = new AtomicBoolean();
    var accepted = new Semaphore(0);
    var postponed = new AtomicInteger();
    int broken;
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<String>>> refusals = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        var token = client.login(client.newUser()).text("refresh_token");
        var one = new Refreshing(client, token, accepted, postponed);
        refusals.add(threads.submit(() -> one.until(end)));
      }
      broken = breakConnections(accepted, end);
      end.set(true);
      for (var refusal : refusals) {
        assertThat(refusal.get(1, TimeUnit.MINUTES)).isEmpty();
      }
    } finally {
      end.set(true);
      threads.shutdownNow();
    }
    assertThat(postponed)
        .as("no broken connection is handed out again")
        .hasValueLessThanOrEqualTo(broken);
  }

  /** Each time after some refreshes that were accepted, or all that is seen are breaks. */
  private int breakConnections(Semaphore accepted, AtomicBoolean end) throws InterruptedException {
    int broken = 0;
    int refreshes = 0;
    while (broken < BREAKS && !end.get()) {
      assertThat(accepted.tryAcquire(CLIENTS, 10, TimeUnit.SECONDS)).isTrue();
      refreshes += CLIENTS;
      broken += killThoseAtWork();
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0} connections broken at work, {1} refreshes accepted",
        broken,
        refreshes);
    return broken;
  }

  /** Those that wait for the disk are at their commit, of which nobody knows how it ends. */
  private int killThoseAtWork() {
    return number(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
         where usename = 'countersign' and state <> 'idle' and query ilike any
               (array ['commit', '%refresh_token_family%'])
        """);
  }
}
