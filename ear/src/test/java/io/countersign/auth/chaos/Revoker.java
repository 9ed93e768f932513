package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Ends sessions in three ways, each until it is acknowledged: by logout, by an administrator, and
 * all of a user's by the user. What is still refreshed meanwhile is somebody else's business.
 */
final class Revoker {

  /** One act: what is asked, and whom it concerns. */
  private record Act(List<Session> victims, Function<Endpoint, Optional<Answer>> request) {}

  private final RoundRobin nodes;
  private final RevokedSessions revoked;
  private final Deque<Act> acts = new ArrayDeque<>();
  private int turn;

  Revoker(RoundRobin nodes, RevokedSessions revoked) {
    this.nodes = nodes;
    this.revoked = revoked;
  }

  /** Plans so many acts of each kind, in turn, each with a user of its own. */
  static Revoker planning(
      int ofEach, Sessions sessions, RoundRobin nodes, RevokedSessions revoked) {
    Revoker revoker = new Revoker(nodes, revoked);
    Deque<String> users = new ArrayDeque<>(sessions.users());
    for (int i = 0; i < ofEach; i++) {
      revoker.planLogout(sessions.of(users.pop()).get(0));
      revoker.planEndByAdministrator(sessions.of(users.pop()).get(0), sessions.administrator());
      revoker.planEndOfAll(sessions.of(users.pop()));
    }
    return revoker;
  }

  private void planLogout(Session session) {
    acts.add(new Act(List.of(session), node -> node.logout(session.tokens().refresh())));
  }

  private void planEndByAdministrator(Session session, String administrator) {
    acts.add(
        new Act(
            List.of(session),
            node -> node.delete("admin/sessions/" + session.id(), administrator)));
  }

  private void planEndOfAll(List<Session> sessions) {
    acts.add(new Act(sessions, node -> node.delete("sessions", sessions.get(0).tokens().access())));
  }

  /** Does all of them, evenly while so many refreshes are made. */
  void run(long refreshes, Tally tally) throws InterruptedException {
    long planned = left();
    while (left() > 0) {
      long done = planned - left();
      tally.awaitRefreshes(refreshes * (done + 1) / (planned + 1));
      next();
    }
  }

  /** Does the next one, and returns when it has been acknowledged. */
  synchronized void next() throws InterruptedException {
    Act act = acts.poll();
    if (act == null) {
      return;
    }
    act.victims().forEach(Session::beginRevocation);
    Optional<Answer> answer;
    Optional<Duration> pause;
    int asked = 0;
    do {
      answer = nodes.send(nodes.at(turn++), act.request());
      asked++;
      pause = RoundRobin.pauseAfter(answer);
      TimeUnit.NANOSECONDS.sleep(pause.orElse(Duration.ZERO).toNanos()); // as the server wants it
    } while (pause.isPresent());
    requireAcknowledged(answer.orElseThrow(), asked == 1);
    act.victims().forEach(Session::acknowledgeRevocation);
    act.victims().forEach(revoked::watch);
  }

  /** Whoever has ended the own session without hearing of it is refused when asking again. */
  private static void requireAcknowledged(Answer answer, boolean isFirst) {
    boolean isDone = answer.status() == 200 || answer.status() == 204;
    boolean wasDone = !isFirst && answer.body().contains("token_revoked");
    if (!isDone && !wasDone) {
      throw new AssertionError("a session was not ended: " + answer);
    }
  }

  private synchronized int left() {
    return acts.size();
  }
}
