package io.countersign.auth.chaos;

import io.countersign.auth.chaos.Session.Tokens;
import io.countersign.auth.http.Answer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows the tokens of sessions whose end was acknowledged to every node, over and over. */
final class RevokedSessions implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;

  private final RoundRobin nodes;
  private final Tally tally;
  private final List<Session> revoked = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> showing;
  private int next;

  RevokedSessions(RoundRobin nodes, Tally tally) {
    this.nodes = nodes;
    this.tally = tally;
    this.showing =
        thread.scheduleWithFixedDelay(this::showNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Watches one more. */
  void watch(Session session) {
    tally.count(Outcome.REVOKED);
    revoked.add(session);
  }

  private void showNext() {
    if (!revoked.isEmpty()) {
      Session session = revoked.get(next++ % revoked.size());
      nodes.endpoints().stream().filter(it -> !it.isOut()).forEach(it -> show(session, it));
    }
  }

  /** Returns whether all its tokens were refused by the node. */
  private boolean show(Session session, Endpoint node) {
    Tokens tokens = session.tokens();
    return Stream.of(tokens.previous(), tokens.refresh())
            .filter(Objects::nonNull)
            .allMatch(token -> isRefused(session, node, it -> it.refresh(token)))
        && isRefused(session, node, it -> it.sensitive(tokens.access()));
  }

  private boolean isRefused(
      Session session, Endpoint node, Function<Endpoint, Optional<Answer>> request) {
    Optional<Answer> answer = nodes.send(node, request);
    if (answer.filter(it -> it.status() == 401).isPresent()) {
      tally.count(Outcome.REVOKED_REFUSED);
      return true;
    }
    answer
        .filter(it -> it.status() < 500)
        .ifPresent(it -> tally.fault(Outcome.ZOMBIE, session + " at " + node + ": " + it));
    return false;
  }

  /** Shows all of them to every node once more, and returns how many each of them refused. */
  long refusedByAll() {
    if (showing.isDone()) {
      throw new IllegalStateException("they have not been shown all along");
    }
    return revoked.stream()
        .filter(session -> nodes.endpoints().stream().allMatch(it -> show(session, it)))
        .count();
  }

  @Override
  public void close() {
    showing.cancel(true);
    thread.shutdownNow();
  }
}
