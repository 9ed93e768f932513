package io.countersign.auth.web.metrics;

import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows how many signing keys there are in each state, and how old they are. */
final class KeyGauges {

  private final Supplier<List<StoredSigningKey>> keys;
  private final Clock clock;

  KeyGauges(Supplier<List<StoredSigningKey>> keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  void register(MeterRegistry registry) {
    for (KeyState state : EnumSet.complementOf(EnumSet.of(KeyState.DELETED))) {
      Gauge.builder("countersign.keys", () -> in(state).count())
          .description("Signing keys, by state")
          .tag("state", Tally.name(state))
          .register(registry);
      Gauge.builder("countersign.key.age", () -> age(state))
          .description("How long the oldest signing key of a state has been in it")
          .baseUnit("seconds")
          .tag("state", Tally.name(state))
          .register(registry);
    }
  }

  private Stream<StoredSigningKey> in(KeyState state) {
    return keys.get().stream().filter(key -> key.state() == state);
  }

  /** How old the oldest key of a state is, in seconds; not a number where there is no key. */
  private double age(KeyState state) {
    return in(state)
        .map(KeyGauges::begin)
        .mapToDouble(begin -> Duration.between(begin, clock.instant()).toMillis() / 1000.0)
        .max()
        .orElse(Double.NaN);
  }

  private static Instant begin(StoredSigningKey key) {
    return switch (key.state()) {
      case PUBLISHED -> key.createdAt();
      case ACTIVE -> key.activatesAt();
      case RETIRED, REVOKED, DELETED -> key.endedAt().orElse(key.activatesAt());
    };
  }
}
