package io.countersign.auth.web.metrics;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.core.RefreshOutcome;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What this node has counted and measured since its start. Every label has a closed list of values,
 * none of which comes from a request.
 */
public final class Metrics implements AutoCloseable {

  /** The text format of Prometheus, which every collector reads. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Tally<LoginOutcome> logins;
  private final Tally<RefreshOutcome> refreshes;
  private final Tally<RevocationCause> revocations;

  /** Metrics of this node, none counted yet. */
  public Metrics(Clock clock) {
    this.clock = clock;
    logins =
        new Tally<>(
            registry, "countersign.logins", "Logins, by outcome", "outcome", LoginOutcome.class);
    refreshes =
        new Tally<>(
            registry,
            "countersign.refreshes",
            "Refresh tokens presented for exchange, by outcome",
            "outcome",
            RefreshOutcome.class);
    revocations =
        new Tally<>(
            registry,
            "countersign.revocations",
            "Acts that ended sessions or revoked access tokens, by reason",
            "reason",
            RevocationCause.class);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Counts a login, which opens a session or throws. */
  public <T> T countLogin(Supplier<T> login) {
    T session;
    try {
      session = login.get();
    } catch (RuntimeException e) {
      logins.count(LoginOutcome.of(e));
      throw e;
    }
    logins.count(LoginOutcome.ACCEPTED);
    return session;
  }

  /** Counts a refresh. */
  public void countRefresh(RefreshOutcome outcome) {
    refreshes.count(outcome);
  }

  /** Counts an event, if it revokes something. */
  public void count(SecurityEvent event) {
    RevocationCause.of(event).ifPresent(revocations::count);
  }

  /** Wraps a check so that it is counted and timed. */
  public RevocationCheck timed(RevocationCheck check) {
    return new TimedRevocationCheck(check, registry);
  }

  /** Shows the signing keys, as this node knows them. */
  public void showKeys(Supplier<List<StoredSigningKey>> keys) {
    new KeyGauges(keys, clock).register(registry);
  }

  /** Shows whether this node can sign, and how old its knowledge of the keys is. */
  public void showSigning(BooleanSupplier canSign, Supplier<Duration> age) {
    Gauge.builder("countersign.signing.available", () -> canSign.getAsBoolean() ? 1 : 0)
        .description("Whether this node can sign tokens")
        .register(registry);
    Gauge.builder("countersign.keys.read.age", () -> age.get().toMillis() / 1000.0)
        .description("How long ago this node last read the signing keys")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Shows whether revocations can be checked. */
  public void showDenylist(Denylist denylist) {
    Gauge.builder("countersign.denylist.available", () -> denylist.isAvailable() ? 1 : 0)
        .description("Whether sensitive operations can ask the denylist")
        .register(registry);
  }

  /**
   * Shows what this node has cleaned up and what is left. What is left is not a number before the
   * first count.
   */
  public void showCleanup(
      Supplier<Map<Cleanup.Kind, Long>> removed, Supplier<Map<Cleanup.Kind, Long>> backlog) {
    for (Cleanup.Kind kind : Cleanup.Kind.values()) {
      FunctionCounter.builder(
              "countersign.cleanup.removed", removed, it -> it.get().getOrDefault(kind, 0L))
          .description("Rows that had expired and were removed by this node, by kind")
          .tag("kind", Tally.name(kind))
          .register(registry);
      Gauge.builder("countersign.cleanup.backlog", () -> backlog.get().get(kind))
          .description("Rows that have expired and are not removed yet, by kind")
          .tag("kind", Tally.name(kind))
          .register(registry);
    }
  }

  /** Everything, as {@link #MEDIA_TYPE}. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
