package io.countersign.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.auth.spi.LoginLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers on this node which attempts are used up, for as long as the limiter said. So somebody
 * who goes on trying costs no transaction.
 *
 * <p>It does not remember attempts that may come back sooner: while one is in flight, any node may
 * give it back.
 */
final class RememberedRefusals implements LoginLimiter {

  private static final int MOST = 20_000;

  private final LoginLimiter limiter;
  private final Clock clock;
  private final Cache<String, Instant> outUntil =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  RememberedRefusals(LoginLimiter limiter, Clock clock) {
    this.limiter = limiter;
    this.clock = clock;
  }

  /** What is remembered; empty where the limiter has to be asked. */
  Optional<Refusal> recall(List<Limit> limits) {
    return remembered(limits, clock.instant());
  }

  @Override
  public Taken takeEach(List<List<Limit>> groups) {
    Instant now = clock.instant();
    for (int i = 0; i < groups.size(); i++) {
      Optional<Refusal> remembered = remembered(groups.get(i), now);
      if (remembered.isPresent()) {
        Taken before = ask(groups.subList(0, i), now);
        return before.refusal().isPresent() ? before : new Taken(i, remembered);
      }
    }
    return ask(groups, now);
  }

  private Taken ask(List<List<Limit>> groups, Instant now) {
    if (groups.isEmpty()) {
      return new Taken(0, Optional.empty());
    }
    Taken taken = limiter.takeEach(groups);
    taken
        .refusal()
        .filter(said -> !said.inFlight())
        .ifPresent(said -> outUntil.put(said.key(), now.plus(said.retryAfter())));
    return taken;
  }

  private Optional<Refusal> remembered(List<Limit> limits, Instant now) {
    return outUntil.getAllPresent(limits.stream().map(Limit::key).toList()).entrySet().stream()
        .filter(out -> out.getValue().isAfter(now))
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(out -> new Refusal(out.getKey(), false, Duration.between(now, out.getValue())));
  }

  @Override
  public void giveBack(List<Limit> limits) {
    limiter.giveBack(limits);
    outUntil.invalidateAll(limits.stream().map(Limit::key).toList());
  }

  @Override
  public void spend(List<Limit> limits) {
    limiter.spend(limits);
  }
}
