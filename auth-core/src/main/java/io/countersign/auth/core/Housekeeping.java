package io.countersign.auth.core;

import io.countersign.auth.TokenVerifier;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Cleanup.Batch;
import io.countersign.auth.spi.Cleanup.Kind;
import io.countersign.auth.spi.Denial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Removes what has expired, on one node at a time.
 *
 * <p>After a batch it rests for three times as long as the batch took, at most a second. So what
 * slows a batch down, such as many logins, gets more room. Where batches are fast, it removes some
 * 7,500 rows a second, so that nobody has to wait for the disk.
 */
public final class Housekeeping {

  /** Small enough that nobody waits for it, large enough that its commit costs little. */
  static final int BATCH = 500;

  private static final int REST_PER_WORK = 3;

  private static final Duration PERIOD = Duration.ofMillis(BATCH * 1_000 / 7_500);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

  private final Cleanup cleanup;
  private final CleanupSettings settings;
  private final Clock clock;
  private final Consumer<Duration> pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Map<Kind, Long> removed = Map.of();
  private volatile Map<Kind, Long> backlog = Map.of();

  /**
   * Looks after this store.
   *
   * @param cleanup removes the rows
   * @param settings how long events are kept
   * @param clock what time it is
   */
  public Housekeeping(Cleanup cleanup, CleanupSettings settings, Clock clock) {
    this.cleanup = cleanup;
    this.settings = settings;
    this.clock = clock;
    this.pause = this::awaitStop;
  }

  /** With another way to pause. */
  Housekeeping(Cleanup cleanup, CleanupSettings settings, Clock clock, Consumer<Duration> pause) {
    this.cleanup = cleanup;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Removes all that has expired, until {@link #stop()}, and counts what is left. Removes nothing
   * while another node does. Never throws: a failure is logged, and the next run tries again.
   */
  public void run() {
    try {
      Map<Kind, Instant> before = before();
      cleanup.runAlone(() -> before.forEach(this::removeAll));
      if (!isStopped()) {
        backlog = Map.copyOf(cleanup.backlog(before));
      }
    } catch (RuntimeException e) {
      if (!isStopped()) { // what it needs may be gone already
        LOG.log(
            System.Logger.Level.WARNING,
            "What has expired could not be removed, which is tried again: {0}",
            e.getMessage());
      }
    }
  }

  /**
   * Leaves a margin for the clocks of other nodes, so that nothing is removed that one of them
   * takes for valid.
   */
  private Map<Kind, Instant> before() {
    Instant now = clock.instant();
    Instant expired = now.minus(TokenVerifier.LARGEST_SKEW);
    Map<Kind, Instant> before = new EnumMap<>(Kind.class);
    before.put(Kind.FAMILIES, expired.minus(Denial.LONGEST)); // access tokens outlive them
    before.put(Kind.DENIALS, expired); // after the families, which they wait for
    before.put(Kind.EVENTS, now.minus(settings.eventRetention()));
    before.put(Kind.LOGIN_ATTEMPTS, expired);
    return before;
  }

  private void removeAll(Kind kind, Instant before) {
    boolean isMore = true;
    while (isMore && !isStopped()) {
      Instant start = clock.instant();
      Batch batch = cleanup.removeBatch(kind, before, BATCH);
      add(kind, batch.removed());
      isMore = batch.looked() >= BATCH;
      if (isMore) {
        rest(Duration.between(start, clock.instant()));
      }
    }
  }

  private void add(Kind kind, int count) {
    Map<Kind, Long> sums = new EnumMap<>(Kind.class);
    sums.putAll(removed);
    sums.merge(kind, (long) count, Long::sum);
    removed = Map.copyOf(sums);
  }

  /** A clock that was set meanwhile counts for no more than the longest pause. */
  private void rest(Duration batch) {
    Duration rest = longer(batch.multipliedBy(REST_PER_WORK), PERIOD.minus(batch));
    pause.accept(rest.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : rest);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void awaitStop(Duration longest) {
    try {
      stopped.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      stopped.countDown();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a run after its current batch. Later runs remove nothing. */
  public void stop() {
    stopped.countDown();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** How many rows of each kind this node has removed since it started. */
  public Map<Kind, Long> removed() {
    return removed;
  }

  /**
   * How many rows of each kind were left after this node's last run, whichever node removes them;
   * empty before the first. A store may stop counting at a million.
   */
  public Map<Kind, Long> backlog() {
    return backlog;
  }
}
