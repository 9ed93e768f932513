package io.countersign.auth.persistence;

import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiterFactory;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Counts login attempts in token buckets in PostgreSQL: a row for each key that was used lately,
 * locked while an attempt is taken from it, and garbage as soon as the bucket is full again.
 *
 * <p>Each key is a transaction of its own, so no two wait for each other in a circle. A row tells
 * no key, only the digest of one together with the limits, so other limits begin to count anew.
 */
final class Bucket4jLoginLimiter implements LoginLimiter {

  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  private final ProxyManager<String> buckets;
  private final WithoutTransaction withoutTransaction;
  private final BucketConfiguration limits;
  private final String name;

  /**
   * A limiter; see {@link LoginLimiterFactory#create}.
   *
   * @throws IllegalArgumentException when the attempts or the time are out of their bounds
   */
  Bucket4jLoginLimiter(
      DataSource dataSource,
      WithoutTransaction withoutTransaction,
      int attempts,
      Duration per,
      Clock clock) {
    if (attempts < 1 || attempts > LoginLimiterFactory.MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts must be from 1 to 1000000");
    }
    if (per.compareTo(SHORTEST_PERIOD) < 0
        || per.compareTo(LoginLimiterFactory.LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("attempts must be counted for PT1S to PT24H");
    }
    this.withoutTransaction = withoutTransaction;
    this.limits =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, per))
            .build();
    this.name = attempts + "/" + per + " ";
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("login_attempts")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ZERO))
            .clientClock(new WallClock(clock))
            .build();
  }

  @Override
  public Optional<Duration> take(List<String> keys) {
    return withoutTransaction.call(() -> takeInOrder(keys));
  }

  private Optional<Duration> takeInOrder(List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      ConsumptionProbe taken = bucket(keys.get(i)).tryConsumeAndReturnRemaining(1);
      if (!taken.isConsumed()) {
        keys.subList(0, i).forEach(this::add);
        return Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void giveBack(List<String> keys) {
    withoutTransaction.call(
        () -> {
          keys.forEach(this::add);
          return keys;
        });
  }

  /** Never more than a bucket holds. */
  private void add(String key) {
    bucket(key).addTokens(1);
  }

  private BucketProxy bucket(String key) {
    return buckets.getProxy(digest(name + key), () -> limits);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** A clock as the library reads one; every node has nearly the same time. */
  private record WallClock(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
