package io.countersign.auth.persistence;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Refreshes at a fixed rate from several threads. A refresh begins when its time has come, whether
 * or not the one before is done, and its latency is counted from there: whoever is late, is late.
 */
final class RefreshLoad implements AutoCloseable {

  private static final int THREADS = 8;

  private final RefreshTokenStore store;
  private final int[] generations;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicInteger refused = new AtomicInteger();
  private long[] micros = new long[1 << 16];
  private int count;

  RefreshLoad(RefreshTokenStore store, int families, int perSecond) {
    this.store = store;
    this.generations = new int[families + 1];
    long start = System.nanoTime();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      threads.execute(() -> refresh(thread, start, THREADS * 1_000_000_000L / perSecond));
    }
  }

  /** Each thread has its share of the families, so that no two present the same token. */
  private void refresh(int thread, long start, long nanosApart) {
    Random random = new Random(thread);
    int share = (generations.length - 1) / THREADS;
    for (long i = 0; running.get(); i++) {
      long due = start + i * nanosApart + thread * nanosApart / THREADS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int family = 1 + thread * share + random.nextInt(share);
      if (!(store.rotate(attempt(family), Report.nothing()) instanceof Rotation.Accepted)) {
        refused.incrementAndGet();
      }
      generations[family]++;
      add((System.nanoTime() - due) / 1_000);
    }
  }

  private RotationAttempt attempt(int family) {
    int generation = generations[family];
    Instant now = Instant.now();
    SecretBytes next = digest(family, generation + 1);
    return new RotationAttempt(
        new RefreshTokenId(new UUID(0, family), generation),
        digest(family, generation),
        next,
        next,
        null,
        Set.of(),
        now,
        now.plus(Duration.ofDays(7)),
        Duration.ZERO);
  }

  private static SecretBytes digest(int family, int generation) {
    return SecretBytes.of(ByteBuffer.allocate(32).putInt(family).putInt(generation).array());
  }

  private synchronized void add(long latency) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
    }
    micros[count++] = latency;
  }

  /** The latencies since the last call, in microseconds. */
  synchronized long[] take() {
    long[] taken = Arrays.copyOf(micros, count);
    count = 0;
    return taken;
  }

  /** How many refreshes were not accepted: none is right. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    running.set(false);
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
