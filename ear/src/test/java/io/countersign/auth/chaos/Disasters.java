package io.countersign.auth.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What happens while so many refreshes are made: every 20 seconds, or later where a start takes
 * longer, a node is killed, one and the other in turn; at one and two fifths of them the primary is
 * killed, and at two thirds for good, and the standby takes over. A session is ended just before
 * each kill of PostgreSQL: what was acknowledged last is what a careless database forgets.
 */
final class Disasters {

  private static final Duration BETWEEN_NODES = Duration.ofSeconds(20);
  private static final Duration BOTH_READY = Duration.ofSeconds(10);

  private final long refreshes;
  private final List<KillableNode> nodes;
  private final DatabasePair database;
  private final Revoker revoker;
  private final Tally tally;
  private final Deque<Step> steps = new ArrayDeque<>();
  private int nodesKilled;

  /** What happens as soon as so many refreshes have been accepted. */
  private record Step(long refreshes, Disaster disaster) {}

  private interface Disaster {
    void happen() throws InterruptedException;
  }

  Disasters(
      long refreshes,
      List<KillableNode> nodes,
      DatabasePair database,
      Revoker revoker,
      Tally tally) {
    this.refreshes = refreshes;
    this.nodes = nodes;
    this.database = database;
    this.revoker = revoker;
    this.tally = tally;
    steps.add(new Step(refreshes / 5, this::crashDatabase));
    steps.add(new Step(refreshes * 2 / 5, this::crashDatabase));
    steps.add(new Step(refreshes * 2 / 3, this::failOver));
    steps.add(new Step(refreshes, () -> {}));
  }

  /** Has all of it happen, one thing after the other, and returns after the last refresh. */
  void run() throws InterruptedException {
    long nextNode = System.nanoTime() + BETWEEN_NODES.toNanos();
    long recovered = 0; // a step that was late keeps its distance from the next
    while (!steps.isEmpty()) {
      Step next = steps.getFirst();
      if (tally.awaitRefreshes(Math.max(next.refreshes(), recovered), nextNode)) {
        steps.removeFirst();
        next.disaster().happen();
        recovered = tally.of(Outcome.REFRESHED) + refreshes / 10;
      } else {
        nextNode += BETWEEN_NODES.toNanos();
        crashNode();
        nextNode = Math.max(nextNode, System.nanoTime() + BOTH_READY.toNanos());
      }
    }
  }

  private void crashNode() {
    nodes.get(nodesKilled++ % nodes.size()).crash();
    tally.count(Outcome.NODE_KILLED);
  }

  private void crashDatabase() throws InterruptedException {
    revoker.next();
    database.crashPrimary();
    tally.count(Outcome.DATABASE_KILLED);
  }

  private void failOver() throws InterruptedException {
    revoker.next();
    database.failOver();
    tally.count(Outcome.DATABASE_KILLED);
    tally.count(Outcome.PROMOTED);
  }
}
