package io.countersign.auth.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A moderate load of Countersign that does not change, and each minute what is left of the heap
 * after a full collection: what only grows is a leak.
 */
final class SteadyLoad {
  private static final int VISITORS = 8;
  private static final int REFRESHES_PER_SECOND = 200;
  private static final int CALLS_PER_REFRESH = 2;
  private static final int LOGINS_PER_SECOND = 2;
  private static final long SECOND = 1_000_000_000;

  private final Stage stage;
  private final Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();

  SteadyLoad(Stage stage) {
    this.stage = stage;
  }

  /** Runs it for this long, in whole minutes. */
  void run(Duration time) {
    var report = new Report(stage.folder().resolve("steady.json"));
    Environment.tell(report, stage);
    var variant = stage.options().variants().get(0);
    try (var countersign = Countersign.start(stage, variant, Optional.empty())) {
      report.line(
          "%d refreshes, %d calls of /auth/me and %d logins a second"
              .formatted(
                  REFRESHES_PER_SECOND,
                  REFRESHES_PER_SECOND * CALLS_PER_REFRESH,
                  LOGINS_PER_SECOND));
      var threads = Executors.newFixedThreadPool(VISITORS + 1);
      try {
        var begin = System.nanoTime();
        for (var client : visitors(countersign)) {
          threads.execute(() -> drive(client, SECOND * VISITORS / REFRESHES_PER_SECOND));
        }
        var logins = logins(countersign);
        threads.execute(() -> drive(logins, SECOND / LOGINS_PER_SECOND));
        watch(report, countersign, begin, time.toMinutes());
      } finally {
        threads.shutdownNow();
      }
    }
    report.end();
  }

  private void watch(Report report, Countersign countersign, long begin, long minutes) {
    report.line(
        "%6s %14s %14s   %s".formatted("minute", "heap MB", "resident MB", "answers by status"));
    for (long minute = 1; minute <= minutes; minute++) {
      parkUntil(begin + minute * 60 * SECOND);
      report.line(
          "%6d %14.1f %14.0f   %s"
              .formatted(
                  minute,
                  LiveHeap.megabytesOf(countersign.process()),
                  ResidentMemory.megabytesOf(countersign.process()),
                  answers));
    }
  }

  /** Each refreshes a session and then shows its access token a few times. */
  private List<Client> visitors(Countersign countersign) {
    var visitors = new ArrayList<Client>();
    for (int i = 0; i < VISITORS; i++) {
      var connections = new Connections(countersign.address());
      var refreshing = countersign.refreshing(i, VISITORS, connections);
      visitors.add(
          () -> {
            var answer = refreshing.call();
            if (answer.status() != 200) {
              return answer;
            }
            var me = HttpRequest.get("/auth/me", Answers.text(answer, "access_token"));
            for (int call = 0; call < CALLS_PER_REFRESH; call++) {
              count(connections.send(me).status());
            }
            return answer;
          });
    }
    return visitors;
  }

  private static Client logins(Countersign countersign) {
    var connections = new Connections(countersign.address());
    var user = new AtomicInteger();
    return () ->
        connections.send(
            countersign.accounts().login(user.getAndIncrement() % Row.LOGIN.clients()));
  }

  /** Calls at a steady rate until the thread is interrupted; who is late, catches up. */
  private void drive(Client client, long nanosApart) {
    var due = System.nanoTime();
    while (parkUntil(due)) {
      due += nanosApart;
      try {
        count(client.call().status());
      } catch (IOException e) {
        count(Load.NO_ANSWER);
      }
    }
  }

  private void count(int status) {
    answers.computeIfAbsent(status, it -> new AtomicInteger()).incrementAndGet();
  }

  /** Says whether the time has come, or else the thread should end. */
  private static boolean parkUntil(long time) {
    while (System.nanoTime() < time && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(time - System.nanoTime());
    }
    return !Thread.currentThread().isInterrupted();
  }
}
