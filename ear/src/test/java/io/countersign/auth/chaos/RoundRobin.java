package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The simplest of load balancers: each turn goes to the next node, and one that gave no answer is
 * passed over until its probe says that it is ready again. Every answer is counted here.
 */
final class RoundRobin implements AutoCloseable {

  private static final long PROBE_MILLIS = 250;
  private static final Duration AFTER_SILENCE = Duration.ofMillis(200);

  private final List<Endpoint> endpoints;
  private final Tally tally;
  private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> probing;

  RoundRobin(List<Endpoint> endpoints, Tally tally) {
    this.endpoints = endpoints;
    this.tally = tally;
    this.probing =
        prober.scheduleWithFixedDelay(this::probe, 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void probe() {
    endpoints.stream().filter(Endpoint::isOut).forEach(Endpoint::takeInIfReady);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Whose turn it is; where nobody is ready, everybody is. */
  Endpoint at(int turn) {
    Endpoint next = endpoints.get(Math.floorMod(turn, endpoints.size()));
    Endpoint other = endpoints.get(Math.floorMod(turn + 1, endpoints.size()));
    return next.isOut() && !other.isOut() ? other : next;
  }

  /** Sends a request to a node, and counts its answer or that there was none. */
  Optional<Answer> send(Endpoint endpoint, Function<Endpoint, Optional<Answer>> request) {
    Optional<Answer> answer = request.apply(endpoint);
    if (answer.isEmpty()) {
      tally.count(Outcome.UNANSWERED);
      endpoint.takeOut();
    }
    answer.filter(it -> it.status() >= 500).ifPresent(it -> countFailure(endpoint, it));
    return answer;
  }

  private void countFailure(Endpoint endpoint, Answer answer) {
    if (answer.status() == 503 && !answer.header("Retry-After").isEmpty()) {
      tally.count(Outcome.UNAVAILABLE);
    } else {
      tally.fault(Outcome.OTHER_5XX, endpoint + " " + answer.status() + " " + answer.body());
    }
  }

  /** How long to wait before asking again, if that is what the answer calls for. */
  static Optional<Duration> pauseAfter(Optional<Answer> answer) {
    return answer.isEmpty()
        ? Optional.of(AFTER_SILENCE)
        : answer
            .filter(it -> it.status() >= 500)
            .map(it -> it.header("Retry-After"))
            .map(it -> it.isEmpty() ? AFTER_SILENCE : Duration.ofSeconds(Long.parseLong(it)));
  }

  @Override
  public void close() {
    probing.cancel(true);
    prober.shutdownNow();
  }
}
