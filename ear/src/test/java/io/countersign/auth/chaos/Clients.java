package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clients: each session is refreshed a second after it was, on the next node. Without an
 * answer, or told to come again later, it presents the same token again.
 */
final class Clients implements AutoCloseable {

  private static final int THREADS = 12;

  /** Leaves a node that is starting its share of the processors. */
  private static final Duration BETWEEN_REFRESHES = Duration.ofMillis(1300);

  private static final long POLL_MILLIS = 100;

  private final RoundRobin nodes;
  private final Duration retryWindow;
  private final Tally tally;
  private final DelayQueue<Turn> turns = new DelayQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> running = new ArrayList<>();
  private volatile boolean isEnding;

  Clients(RoundRobin nodes, Duration retryWindow, Tally tally) {
    this.nodes = nodes;
    this.retryWindow = retryWindow;
    this.tally = tally;
  }

  /** A session's turn, not before its time. */
  private record Turn(Session session, long at) implements Delayed {

    static Turn in(Duration pause, Session session) {
      return new Turn(session, System.nanoTime() + pause.toNanos());
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  /** Begins to refresh these sessions. */
  void begin(Collection<Session> sessions) {
    sessions.forEach(it -> turns.add(Turn.in(Duration.ZERO, it)));
    for (int i = 0; i < THREADS; i++) {
      running.add(threads.submit(this::takeTurns));
    }
  }

  private @Nullable Void takeTurns() throws InterruptedException {
    while (!isEnding) {
      Turn turn = turns.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (turn != null) {
        refresh(turn.session()).ifPresent(it -> turns.add(Turn.in(it, turn.session())));
      }
    }
    return null;
  }

  /** Stops refreshing; what was sent has been answered, or will not be. */
  void end() throws InterruptedException, ExecutionException {
    isEnding = true;
    for (Future<?> client : running) {
      client.get();
    }
  }

  /**
   * Has every session refresh once more, each until it is accepted, and returns how many were.
   *
   * @param survivors the sessions that nobody has ended
   */
  int refreshOnceMore(Collection<Session> survivors)
      throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> refreshes = new ArrayList<>();
    survivors.forEach(it -> refreshes.add(() -> refreshesOnceMore(it)));
    int accepted = 0;
    for (Future<Boolean> refresh : threads.invokeAll(refreshes)) {
      accepted += refresh.get() ? 1 : 0;
    }
    return accepted;
  }

  private boolean refreshesOnceMore(Session session) throws InterruptedException {
    int before = session.tokens().generation();
    Optional<Duration> pause;
    do {
      pause = refresh(session);
      if (session.tokens().generation() > before) {
        return true;
      }
      TimeUnit.NANOSECONDS.sleep(pause.orElse(Duration.ZERO).toNanos()); // as the server wants it
    } while (pause.isPresent());
    return false;
  }

  /** Presents the session's token, and returns when to do so next; empty for never again. */
  private Optional<Duration> refresh(Session session) {
    boolean mustBeRefused = session.mustBeRefused();
    session.prepare();
    String token = session.presented();
    Endpoint node = nodes.at(session.nextTurn());
    Optional<Answer> answer = nodes.send(node, it -> it.refresh(token));
    Optional<Duration> pause = RoundRobin.pauseAfter(answer);
    if (pause.isPresent()) {
      tally.count(Outcome.RETRIED);
      return pause;
    }
    return answer.flatMap(it -> judge(session, node, it, mustBeRefused));
  }

  private Optional<Duration> judge(
      Session session, Endpoint node, Answer answer, boolean mustBeRefused) {
    if (answer.status() == 200) {
      session.accept(answer, node, tally);
      if (mustBeRefused) {
        tally.fault(Outcome.ZOMBIE, session + " was refreshed by " + node);
      }
      return Optional.of(BETWEEN_REFRESHES);
    }
    if (answer.status() != 401) {
      tally.fault(Outcome.OTHER_ANSWER, node + " " + answer.status() + " " + answer.body());
      return Optional.empty();
    }
    if (!session.mayBeRefused()) {
      boolean isReported = session.waiting().compareTo(retryWindow) > 0;
      tally.fault(
          isReported ? Outcome.LOST_REPORTED : Outcome.LOST_UNREPORTED,
          "%s, %d ms after it was presented first, by %s: %s"
              .formatted(session, session.waiting().toMillis(), node, answer.body()));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    isEnding = true;
    threads.shutdownNow();
  }
}
