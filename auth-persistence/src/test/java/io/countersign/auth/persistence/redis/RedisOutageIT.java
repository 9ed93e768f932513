package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.auth.persistence.DenialRecord;
import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.persistence.LogLines;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.DenylistQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** The denylist in Redis when Redis dies, hangs, or comes back without its data. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisOutageIT {

  /** The promised time, and as much again for a busy machine. */
  private static final Duration MOST = Duration.ofMillis(250).multipliedBy(2);

  private static final CountDownLatch PACE = new CountDownLatch(1);

  private final RedisProcess redis = RedisProcess.start();
  private final RedisNodes nodes = new RedisNodes();
  private final String uri = "redis://127.0.0.1:" + redis.port();
  private RedisDenylist a;
  private RedisDenylist b;
  private DenylistQuery denied;

  @BeforeEach
  void open() {
    a = nodes.maintained(uri);
    b = nodes.maintained(uri);
    denied = nodes.denySession();
    a.publish();
    assertThat(b.isDenied(denied)).isTrue();
  }

  @AfterEach
  void close() {
    nodes.close();
    redis.close();
  }

  private static Duration timeOfRefusal(Runnable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call::run).isInstanceOf(DenylistUnavailableException.class);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Asks until nothing is asked of Redis any more. */
  private void exhaust(RedisDenylist node) {
    for (int failures = 0; node.isAvailable(); failures++) {
      assertThat(failures).isLessThan(3);
      assertThat(timeOfRefusal(() -> node.isDenied(denied))).isLessThanOrEqualTo(MOST);
    }
  }

  private static void recover(RedisDenylist node) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              node.maintain();
              return node.isAvailable();
            });
  }

  private void assertRight(RedisDenylist node) {
    assertThat(node.isDenied(denied)).isTrue();
    assertThat(node.isDenied(RedisNodes.genuine())).isFalse();
  }

  @Test
  void isDenied_redisKilled_failsAtOnceThenWithoutAsking() throws IOException {
    redis.kill();
    exhaust(a);
    try (ServerSocket nobody =
        new ServerSocket(redis.port(), 50, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 100; i++) {
        timeOfRefusal(() -> a.isDenied(denied));
        timeOfRefusal(a::publish);
      }
      nobody.setSoTimeout(1);
      assertThatThrownBy(nobody::accept).isInstanceOf(SocketTimeoutException.class);
    }
    redis.restart();
    recover(a);
    assertRight(a);
  }

  @Test
  void isDenied_redisHangs_waitsNoLongerThanAllowed() {
    redis.freeze();
    exhaust(a);
    assertThat(timeOfRefusal(() -> a.isDenied(denied))).isLessThan(Duration.ofMillis(100));
    nodes.denySession();
    assertThat(timeOfRefusal(b::publish)).isLessThanOrEqualTo(MOST);
    redis.thaw();
    recover(a);
    assertRight(a);
  }

  @Test
  void isDenied_answerTrickles_waitsNoLongerThanAllowed() throws Exception {
    redis.kill();
    Thread trickle;
    try (ServerSocket server =
        new ServerSocket(redis.port(), 50, InetAddress.getLoopbackAddress())) {
      trickle = new Thread(() -> trickle(server));
      trickle.start();
      assertThat(timeOfRefusal(() -> a.isDenied(denied))).isLessThanOrEqualTo(MOST);
    }
    trickle.join();
  }

  /** Answers with a digit each 20 ms, for 2 s, which no time-out of a read notices. */
  private static void trickle(ServerSocket server) {
    while (true) {
      try (var socket = server.accept()) {
        socket.getOutputStream().write(':');
        for (int digit = 0; digit < 100; digit++) {
          socket.getOutputStream().write('1');
          PACE.await(20, TimeUnit.MILLISECONDS);
        }
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Test
  void isDenied_connectionsClosedByRedis_isAnsweredAllTheSame() {
    try (Jedis client = redis.client()) {
      client.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
    assertRight(a);
    assertThat(a.isAvailable()).isTrue();
  }

  @Test
  void maintain_killedAndRestarted_isOneLineEach() {
    try (LogLines log = new LogLines(RedisDenylist.class)) {
      redis.kill();
      for (int i = 0; i < 3; i++) {
        timeOfRefusal(a::maintain);
        timeOfRefusal(() -> a.isDenied(denied));
      }
      redis.restart();
      recover(a);
      a.maintain();
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).startsWith("WARNING " + uri + "/0 cannot be reached");
      assertThat(log.lines().get(1)).isEqualTo("INFO " + uri + "/0 is relied on for revocations");
    }
  }

  @Test
  void open_redisAway_isNoErrorAndIsTakenUpLater() {
    redis.kill();
    RedisDenylist early = nodes.open(uri);
    timeOfRefusal(early::maintain);
    timeOfRefusal(() -> early.isDenied(denied));
    redis.restart();
    recover(early);
    assertRight(early);
  }

  @Test
  void isDenied_restartedFromAnOldSnapshot_isRefusedUntilRestored() {
    try (Jedis client = redis.client()) {
      client.save();
    }
    DenylistQuery later = nodes.denySession();
    a.publish();
    redis.kill();
    redis.restart();
    try (Jedis client = redis.client()) {
      assertThat(client.keys("*complete")).hasSize(1); // the mark came back with the snapshot
    }
    timeOfRefusal(() -> b.isDenied(later));
    recover(a);
    recover(b);
    assertThat(b.isDenied(later)).isTrue();
    assertRight(b);
  }

  @Test
  void isDenied_flushed_isRefusedUntilRestored() {
    try (Jedis client = redis.client()) {
      client.flushAll();
    }
    timeOfRefusal(() -> b.isDenied(denied));
    nodes.denySession();
    timeOfRefusal(a::publish);
    recover(b);
    assertRight(b);
    recover(a);
    assertRight(a);
  }

  @Test
  void maintain_flushedWhileRestoring_isNotTakenForComplete() {
    for (int i = 0; i <= RedisDenylist.PAGE; i++) {
      nodes.denySession();
    }
    AtomicInteger pages = new AtomicInteger();
    RedisDenylist restoring =
        nodes.open(
            uri,
            new WatchedRecord(
                nodes.record(),
                () -> {
                  if (pages.incrementAndGet() == 2) {
                    flush();
                  }
                }));
    flush();
    assertThatThrownBy(restoring::maintain).hasMessageContaining("lost its data");
    assertThat(pages).hasValue(2);
    timeOfRefusal(() -> restoring.isDenied(denied));
    recover(restoring);
    assertRight(restoring);
  }

  @Test
  void maintain_deniedWhileRestoring_isPublished() {
    AtomicInteger pages = new AtomicInteger();
    DenylistQuery[] late = new DenylistQuery[1];
    RedisDenylist restoring =
        nodes.open(
            uri,
            new WatchedRecord(
                nodes.record(),
                () -> {
                  pages.incrementAndGet();
                  late[0] = nodes.denySession();
                  timeOfRefusal(b::publish);
                }));
    flush();
    restoring.maintain();
    assertThat(pages).hasValue(1);
    assertThat(restoring.isDenied(late[0])).isTrue();
  }

  /** A token revoked meanwhile is never called good, not even for a moment. */
  @Test
  void maintain_hungWithoutLoss_publishesBeforeItIsReliedOn() {
    List<Boolean> answers = new ArrayList<>();
    List<Runnable> hooks = new CopyOnWriteArrayList<>();
    RedisDenylist node =
        nodes.open(
            uri, new WatchedRecord(nodes.record(), () -> {}, () -> hooks.forEach(Runnable::run)));
    recover(node);
    redis.freeze();
    exhaust(node);
    DenylistQuery late = nodes.denySession();
    hooks.add(() -> answerOf(node, late).ifPresent(answers::add));
    redis.thaw();
    recover(node);
    assertThat(node.isDenied(late)).isTrue();
    assertThat(answers).doesNotContain(false);
  }

  @Test
  void maintain_writesRefused_isNotReliedOn() {
    DenylistQuery late = nodes.denySession();
    try (Jedis client = redis.client()) {
      client.configSet("maxmemory", "1");
      for (int i = 0; i < 10; i++) {
        timeOfRefusal(a::maintain);
        assertThat(answerOf(a, late)).isEmpty();
      }
      client.configSet("maxmemory", "0");
    }
    recover(a);
    assertThat(a.isDenied(late)).isTrue();
    assertRight(a);
  }

  private static Optional<Boolean> answerOf(RedisDenylist node, DenylistQuery token) {
    try {
      return Optional.of(node.isDenied(token));
    } catch (DenylistUnavailableException e) {
      return Optional.empty();
    }
  }

  private void flush() {
    try (Jedis client = redis.client()) {
      client.flushAll();
    }
  }

  /** A record that does something after a page of live denials, or before one of new ones. */
  private record WatchedRecord(DenialRecord record, Runnable read, Runnable asked)
      implements DenialRecord {

    WatchedRecord(DenialRecord record, Runnable read) {
      this(record, read, () -> {});
    }

    @Override
    public List<Denial> unpublished(@Nullable Denial after, int limit) {
      asked.run();
      return record.unpublished(after, limit);
    }

    @Override
    public List<Denial> live(@Nullable Denial after, int limit, Instant now) {
      List<Denial> page = record.live(after, limit, now);
      read.run();
      return page;
    }

    @Override
    public void markPublished(List<Denial> denials) {
      record.markPublished(denials);
    }
  }
}
