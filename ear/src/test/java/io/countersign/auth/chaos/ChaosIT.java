package io.countersign.auth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Ports;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is killed under load: no session is lost, none forks, and none that was ended lives. */
@Tag("chaos")
class ChaosIT {

  private static final long REFRESHES = Long.getLong("chaos.refreshes", 100_000);
  private static final int USERS = 100;
  private static final int SESSIONS_OF_EACH = 5;
  private static final int REVOCATIONS_OF_EACH_KIND = 15;
  private static final Duration RETRY_WINDOW = Duration.ofMinutes(1);
  private static final long MOST_TRACES = 100;

  private final Build build = Build.ofThisModule();
  private final Path folder = build.folder().resolve("chaos");
  private final Tally tally = new Tally();

  private KillableNode node(String name, DatabasePair database) {
    ServerSettings settings =
        new ServerSettings(
            folder.resolve(name), "127.0.0.1", Ports.lasting(), Ports.lasting(), Map.of());
    return KillableNode.start(
        build,
        database
            .in(settings)
            .with("COUNTERSIGN_ISSUER", "https://login.example/auth")
            .with("COUNTERSIGN_AUDIENCE", "chaos")
            .with("COUNTERSIGN_MASTER_KEY_FILE", Secrets.masterKey(folder).toString())
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", Sessions.PASSWORD)
            .with("COUNTERSIGN_LOGIN_MAX_ATTEMPTS", "1000")
            .with("COUNTERSIGN_CLEANUP_INTERVAL", "PT10S")
            .with("COUNTERSIGN_ACCESS_TOKEN_TTL", "PT1H") // the administrator logs in once
            .with("COUNTERSIGN_REFRESH_TOKEN_RETRY_WINDOW", RETRY_WINDOW.toString()));
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refreshes_whileNodesAndDatabasesAreKilled_loseNothingAndReviveNothing() throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    try (DatabasePair database = DatabasePair.start(build, folder);
        KillableNode first = node("node-a", database);
        KillableNode second = node("node-b", database)) {
      try {
        run(database, List.of(first, second));
      } finally {
        System.out.println(tally.table());
      }
      assertThat(tally.faults()).isEmpty();
      assertHappened();
      Stream.of(first.logs(), second.logs(), database.logs())
          .flatMap(List::stream)
          .map(ServerLog::read)
          .forEach(ChaosIT::requireQuiet);
    }
  }

  private void run(DatabasePair database, List<KillableNode> nodes) throws Exception {
    List<Endpoint> endpoints = nodes.stream().map(KillableNode::endpoint).toList();
    ExecutorService revoking = Executors.newSingleThreadExecutor();
    try (RoundRobin balancer = new RoundRobin(endpoints, tally);
        RevokedSessions revoked = new RevokedSessions(balancer, tally);
        Clients clients = new Clients(balancer, RETRY_WINDOW, tally)) {
      Sessions sessions = Sessions.open(balancer, USERS, SESSIONS_OF_EACH);
      Revoker revoker = Revoker.planning(REVOCATIONS_OF_EACH_KIND, sessions, balancer, revoked);
      tally.begin();
      clients.begin(sessions.all());
      Future<?> revocations = revoking.submit(() -> revokeAll(revoker));
      new Disasters(REFRESHES, nodes, database, revoker, tally).run();
      revocations.get();
      clients.end();

      List<Session> survivors = sessions.survivors();
      assertThat(clients.refreshOnceMore(survivors)).isEqualTo(survivors.size());
      assertThat(revoked.refusedByAll()).isEqualTo(sessions.all().size() - survivors.size());
    } finally {
      revoking.shutdownNow();
    }
  }

  private @Nullable Void revokeAll(Revoker revoker) throws InterruptedException {
    revoker.run(REFRESHES, tally);
    return null;
  }

  /** Nothing was proved if nothing happened. */
  private void assertHappened() {
    assertThat(tally.of(Outcome.REFRESHED)).isGreaterThanOrEqualTo(REFRESHES);
    assertThat(tally.of(Outcome.DATABASE_KILLED)).isGreaterThanOrEqualTo(3);
    assertThat(tally.of(Outcome.PROMOTED)).isEqualTo(1);
    for (Outcome outcome :
        List.of(
            Outcome.NODE_KILLED,
            Outcome.ELSEWHERE,
            Outcome.REPEATED,
            Outcome.UNANSWERED,
            Outcome.UNAVAILABLE,
            Outcome.RETRIED,
            Outcome.REVOKED,
            Outcome.REVOKED_REFUSED)) {
      assertThat(tally.of(outcome)).as(outcome.words()).isPositive();
    }
  }

  private static void requireQuiet(ServerLog log) {
    assertThat(log.withTokens()).as(log.file().toString()).isEmpty();
    assertThat(log.traces()).as("stack traces in " + log.file()).isLessThan(MOST_TRACES);
  }
}
