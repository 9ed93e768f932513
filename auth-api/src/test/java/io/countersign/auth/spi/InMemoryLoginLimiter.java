package io.countersign.auth.spi;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts in maps; what is spent stays so. */
public final class InMemoryLoginLimiter implements LoginLimiter {

  /** What whoever finds nothing left is told to wait. */
  public static final Duration WAIT = Duration.ofSeconds(90);

  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private int asked;

  @Override
  public synchronized Taken takeEach(List<List<Limit>> groups) {
    asked++;
    for (int i = 0; i < groups.size(); i++) {
      Optional<Refusal> refusal = takeAll(groups.get(i));
      if (refusal.isPresent()) {
        return new Taken(i, refusal);
      }
    }
    return new Taken(groups.size(), Optional.empty());
  }

  private Optional<Refusal> takeAll(List<Limit> limits) {
    Optional<Limit> out =
        limits.stream().filter(limit -> taken(limit.key()) >= limit.attempts()).findFirst();
    if (out.isEmpty()) {
      limits.forEach(limit -> add(limit, 1, 1));
    }
    return out.map(
        limit -> {
          int spent = taken(limit.key()) - inFlight.getOrDefault(limit.key(), 0);
          return new Refusal(limit.key(), spent < limit.attempts(), WAIT);
        });
  }

  @Override
  public synchronized void giveBack(List<Limit> limits) {
    asked++;
    limits.forEach(limit -> add(limit, -1, -1));
  }

  @Override
  public synchronized void spend(List<Limit> limits) {
    asked++;
    limits.forEach(limit -> add(limit, 0, -1));
  }

  private void add(Limit limit, int attempts, int flights) {
    taken.merge(limit.key(), attempts, Integer::sum);
    inFlight.merge(limit.key(), flights, Integer::sum);
  }

  /** How many attempts are taken from a key, spent or in flight. */
  public synchronized int taken(String key) {
    return taken.getOrDefault(key, 0);
  }

  /** How often the limiter was asked or told anything. */
  public synchronized int asked() {
    return asked;
  }
}
