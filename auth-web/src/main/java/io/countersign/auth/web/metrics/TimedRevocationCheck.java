package io.countersign.auth.web.metrics;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A revocation check that is counted and timed by its outcome. */
final class TimedRevocationCheck implements RevocationCheck {

  /**
   * The bounds of the histogram: from the time of a denylist in memory to the limit for a dead one.
   */
  private static final double[] MILLISECONDS = {
    0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500
  };

  private final RevocationCheck check;
  private final MeterRegistry registry;
  private final Map<CheckOutcome, Timer> timers = new EnumMap<>(CheckOutcome.class);

  TimedRevocationCheck(RevocationCheck check, MeterRegistry registry) {
    this.check = check;
    this.registry = registry;
    for (CheckOutcome outcome : CheckOutcome.values()) {
      timers.put(
          outcome,
          Timer.builder("countersign.revocation.checks")
              .description("Revocation checks of sensitive operations, by outcome")
              .tag("outcome", Tally.name(outcome))
              .serviceLevelObjectives(
                  DoubleStream.of(MILLISECONDS)
                      .mapToObj(it -> Duration.ofNanos((long) (it * 1_000_000)))
                      .toArray(Duration[]::new))
              .register(registry));
    }
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    Timer.Sample sample = Timer.start(registry);
    try {
      check.requireNotRevoked(token);
      stop(sample, CheckOutcome.PASSED);
    } catch (RuntimeException e) {
      stop(sample, CheckOutcome.of(e));
      throw e;
    }
  }

  private void stop(Timer.Sample sample, CheckOutcome outcome) {
    Timer timer = timers.get(outcome);
    if (timer != null) { // there is one for each
      sample.stop(timer);
    }
  }
}
