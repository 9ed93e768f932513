package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.spi.DenylistQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;

/** Several nodes revoke and check at once, also while Redis is killed and emptied. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisRaceIT {

  private static final int NODES = 4;
  private static final int ROUNDS = 1_200;
  private static final int CATASTROPHES = 12;

  private final RedisProcess redis = RedisProcess.start();
  private final RedisNodes deployment = new RedisNodes();
  private final List<RedisDenylist> nodes = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  private final List<DenylistQuery> acknowledged = new CopyOnWriteArrayList<>();
  private final List<DenylistQuery> unacknowledged = new CopyOnWriteArrayList<>();
  private final AtomicInteger denied = new AtomicInteger();
  private final AtomicInteger notDenied = new AtomicInteger();
  private final AtomicInteger genuine = new AtomicInteger();
  private final AtomicInteger genuineDenied = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  RedisRaceIT() {
    for (int i = 0; i < NODES; i++) {
      nodes.add(deployment.maintained("redis://127.0.0.1:" + redis.port()));
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    deployment.close();
    redis.close();
  }

  private RedisDenylist anyNode() {
    return nodes.get(ThreadLocalRandom.current().nextInt(NODES));
  }

  private void run(Callable<?> task) {
    running.add(threads.submit(task));
  }

  private void untilOver(Runnable task) {
    run(
        () -> {
          while (!over.get()) {
            task.run();
          }
          return null;
        });
  }

  private void join() throws Exception {
    for (Future<?> task : running) {
      task.get();
    }
    running.clear();
  }

  private void checkGenuine() {
    try {
      (anyNode().isDenied(RedisNodes.genuine()) ? genuineDenied : genuine).incrementAndGet();
    } catch (DenylistUnavailableException e) {
      refused.incrementAndGet();
    }
  }

  private void checkDenied(RedisDenylist node, DenylistQuery token) {
    try {
      (node.isDenied(token) ? denied : notDenied).incrementAndGet();
    } catch (DenylistUnavailableException e) {
      refused.incrementAndGet();
    }
  }

  @Test
  void publish_onOneNode_isKnownToTheVeryNextCheckOnAnother() throws Exception {
    for (int i = 0; i < NODES; i++) {
      RedisDenylist publisher = nodes.get(i);
      RedisDenylist checker = nodes.get((i + 1) % NODES);
      run(
          () -> {
            for (int round = 0; round < ROUNDS / NODES; round++) {
              DenylistQuery token = deployment.denySession();
              publisher.publish();
              checkDenied(checker, token);
            }
            return null;
          });
    }
    List<Future<?>> publishers = List.copyOf(running);
    untilOver(this::checkGenuine);
    untilOver(() -> anyNode().maintain());
    for (Future<?> publisher : publishers) {
      publisher.get();
    }
    over.set(true);
    join();
    assertThat(denied).hasValue(ROUNDS);
    assertThat(notDenied).hasValue(0);
    assertThat(refused).hasValue(0);
    assertThat(genuineDenied).hasValue(0);
    assertThat(deployment.record().unpublished(null, 10)).isEmpty();
  }

  private void revoke() {
    DenylistQuery token = deployment.denySession();
    try {
      anyNode().publish();
      acknowledged.add(token);
    } catch (DenylistUnavailableException e) {
      unacknowledged.add(token);
    }
  }

  private void maintain(RedisDenylist node) {
    try {
      node.maintain();
    } catch (DenylistUnavailableException e) {
      // it is tried again
    }
  }

  private void checkAcknowledged() {
    int known = acknowledged.size();
    if (known > 0) {
      checkDenied(anyNode(), acknowledged.get(ThreadLocalRandom.current().nextInt(known)));
    }
  }

  private void catastrophe(int number) {
    switch (number % 4) {
      case 0 -> flush();
      case 1 -> {
        redis.kill();
        redis.restart();
      }
      case 2 -> {
        try (Jedis client = redis.client()) {
          client.save();
        }
        await().until(progress());
        redis.kill();
        redis.restart();
      }
      default -> {
        flush();
        flush();
      }
    }
  }

  private void flush() {
    try (Jedis client = redis.client()) {
      client.flushAll();
    }
  }

  /** Whether revocations have been acknowledged, and found, since this was made. */
  private Callable<Boolean> progress() {
    int revocations = acknowledged.size();
    int found = denied.get();
    return () -> acknowledged.size() > revocations + 5 && denied.get() > found + 50;
  }

  @Test
  void isDenied_redisKilledAndEmptiedAllTheTime_acceptsNothingThatWasRevoked() throws Exception {
    for (RedisDenylist node : nodes) {
      untilOver(() -> maintain(node));
    }
    untilOver(this::revoke);
    untilOver(this::checkAcknowledged);
    untilOver(this::checkAcknowledged);
    untilOver(this::checkGenuine);
    for (int i = 0; i < CATASTROPHES; i++) {
      await().atMost(Duration.ofSeconds(60)).until(progress());
      catastrophe(i);
    }
    await().atMost(Duration.ofSeconds(60)).until(progress());
    over.set(true);
    join();
    System.Logger log = System.getLogger(RedisRaceIT.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "{0} catastrophes; revoked {1}, of which {2} not acknowledged at first; checks of revoked"
            + " tokens: denied {3}, refused {4}, accepted {5}",
        CATASTROPHES,
        acknowledged.size() + unacknowledged.size(),
        unacknowledged.size(),
        denied,
        refused,
        notDenied);
    assertThat(notDenied).hasValue(0);
    assertThat(genuineDenied).hasValue(0);
    assertThat(refused.get()).isPositive();
    nodes.forEach(RedisDenylist::maintain);
    assertThat(acknowledged).allMatch(token -> anyNode().isDenied(token));
    assertThat(unacknowledged).isNotEmpty().allMatch(token -> anyNode().isDenied(token));
  }
}
