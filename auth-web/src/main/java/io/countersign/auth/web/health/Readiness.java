package io.countersign.auth.web.health;

import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that this node has what it needs: the database, the key that signs, and Redis where it is
 * configured.
 *
 * <p>One call at a time asks the database. Calls that come meanwhile wait for its answer; without
 * one in time, the database counts as away.
 */
public final class Readiness {

  /**
   * What is asked.
   *
   * @param name what was checked
   * @param isUp whether it is there
   */
  record Check(String name, boolean isUp) {}

  private static final System.Logger LOG = System.getLogger(Readiness.class.getName());

  private final Schema schema;
  private final BooleanSupplier canSign;
  private final Optional<Denylist> redis;
  private final Executor executor;
  private final Duration patience;
  private @Nullable CompletableFuture<Void> ping;

  /**
   * Checks of these.
   *
   * @param canSign whether this node has the key that signs
   * @param redis the denylist that is kept in Redis, if it is
   * @param executor where the database is asked
   * @param patience how long its answer is waited for
   */
  public Readiness(
      Schema schema,
      BooleanSupplier canSign,
      Optional<Denylist> redis,
      Executor executor,
      Duration patience) {
    this.schema = schema;
    this.canSign = canSign;
    this.redis = redis;
    this.executor = executor;
    this.patience = patience;
  }

  /** All checks, made now. */
  List<Check> checks() {
    return Stream.concat(
            Stream.of(
                new Check("database", databaseAnswers()),
                new Check("signing_key", canSign.getAsBoolean())),
            redis.stream().map(it -> new Check("redis", it.isAvailable())))
        .toList();
  }

  private boolean databaseAnswers() {
    try {
      pinging().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: the database does not answer in time");
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: {0}", String.valueOf(e.getCause()));
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: no thread is left to ask the database");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private synchronized CompletableFuture<Void> pinging() {
    CompletableFuture<Void> last = ping;
    if (last != null && !last.isDone()) {
      return last;
    }
    CompletableFuture<Void> next = CompletableFuture.runAsync(schema::ping, executor);
    ping = next;
    return next;
  }
}
