package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The users and their sessions, each of which the one node opens and the other refreshes first.
 *
 * @param administrator an administrator's access token
 * @param users the users' names
 * @param all their sessions
 */
record Sessions(String administrator, List<String> users, List<Session> all) {

  static final String PASSWORD = "violet kettle drums on tuesday";

  /** Makes users, and logs each in so many times, alternately on one node and the next. */
  static Sessions open(RoundRobin nodes, int users, int sessionsOfEach)
      throws InterruptedException, ExecutionException {
    String administrator = required(nodes.endpoints().get(0), "admin").text("access_token");
    List<String> names = IntStream.range(0, users).mapToObj(it -> "user-" + it).toList();
    List<Session> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Session>>> logins = new ArrayList<>();
      names.forEach(it -> logins.add(() -> open(nodes, administrator, it, sessionsOfEach)));
      for (Future<List<Session>> opened : threads.invokeAll(logins)) {
        all.addAll(opened.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return new Sessions(administrator, names, List.copyOf(all));
  }

  private static List<Session> open(
      RoundRobin nodes, String administrator, String user, int count) {
    nodes.at(0).addUser(administrator, user, PASSWORD).orElseThrow().requireStatus(201);
    return IntStream.range(0, count)
        .mapToObj(
            turn -> new Session(user, required(nodes.at(turn), user), nodes.at(turn), turn + 1))
        .toList();
  }

  private static Answer required(Endpoint node, String user) {
    return node.login(user, PASSWORD).orElseThrow().requireStatus(200);
  }

  List<Session> of(String user) {
    return all.stream().filter(it -> it.isOf(user)).toList();
  }

  /** Those that nobody has ended. */
  List<Session> survivors() {
    return all.stream().filter(it -> !it.mayBeRefused()).toList();
  }
}
