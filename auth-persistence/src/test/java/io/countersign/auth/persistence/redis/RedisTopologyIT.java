package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.persistence.LogLines;
import io.countersign.auth.spi.DenylistQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The denylist in Redis behind sentinels, and in a cluster. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisTopologyIT {

  private static final int SLOTS = 16_384;

  private final RedisNodes nodes = new RedisNodes();
  private List<RedisProcess> servers = List.of();

  @AfterEach
  void close() {
    nodes.close();
    servers.forEach(RedisProcess::close);
  }

  private static void recover(RedisDenylist node) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              node.maintain();
              return node.isAvailable();
            });
  }

  private static String endpoints(List<RedisProcess> servers) {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(","));
  }

  @Test
  void sentinels_replicaPromoted_isRestoredAndRight() {
    RedisProcess primary = RedisProcess.start();
    RedisProcess replica =
        RedisProcess.start("--replicaof", "127.0.0.1", String.valueOf(primary.port()));
    List<RedisProcess> sentinels =
        Stream.generate(() -> RedisProcess.sentinel(primary.port(), 2)).limit(3).toList();
    sentinels.forEach(RedisProcess::awaitAnswer);
    servers = Stream.concat(Stream.of(primary, replica), sentinels.stream()).toList();
    RedisDenylist node = nodes.open("redis-sentinel://" + endpoints(sentinels) + "/main");
    recover(node);
    awaitReplicaKnown(sentinels);
    try (Jedis client = replica.client()) {
      await().until(() -> client.info("replication").contains("master_link_status:up"));
    }
    DenylistQuery before = nodes.denySession();
    node.publish();
    assertThat(node.isDenied(before)).isTrue();
    replica.freeze(); // it misses what comes now
    DenylistQuery missed = nodes.denySession();
    node.publish();
    assertThat(node.isDenied(missed)).isTrue();
    primary.kill();
    replica.thaw();

    assertThatThrownBy(() -> node.isDenied(missed))
        .isInstanceOf(DenylistUnavailableException.class);
    recover(node);
    assertThat(node.isDenied(missed)).isTrue();
    assertThat(node.isDenied(before)).isTrue();
    assertThat(node.isDenied(RedisNodes.genuine())).isFalse();
    try (Jedis client = replica.client()) {
      assertThat(client.info("replication")).contains("role:master");
    }
  }

  private static void awaitReplicaKnown(List<RedisProcess> sentinels) {
    for (RedisProcess sentinel : sentinels) {
      try (Jedis client = sentinel.client()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    client.sentinelReplicas("main").size() == 1
                        && client.sentinelSentinels("main").size() == 2);
      }
    }
  }

  @Test
  void sentinels_minority_isNotBelieved() {
    RedisProcess primary = RedisProcess.start();
    RedisProcess sentinel = RedisProcess.sentinel(primary.port(), 1);
    sentinel.awaitAnswer();
    servers = List.of(primary, sentinel);
    String nobody = ",127.0.0.1:" + RedisProcess.freePort();
    RedisDenylist two =
        nodes.open("redis-sentinel://127.0.0.1:" + sentinel.port() + nobody + "/main");
    assertThatThrownBy(two::maintain).hasMessageContaining("no majority of the sentinels");
    RedisDenylist one = nodes.open("redis-sentinel://127.0.0.1:" + sentinel.port() + "/main");
    one.maintain();
    assertThat(one.isDenied(RedisNodes.genuine())).isFalse();
    RedisDenylist other = nodes.open("redis-sentinel://127.0.0.1:" + sentinel.port() + "/other");
    assertThatThrownBy(other::maintain).hasMessageContaining("none of them knows it");
  }

  @Test
  void maintain_primaryThatWritesWithoutItsReplicas_isWarnedOfOnce() {
    RedisProcess primary = RedisProcess.start();
    RedisProcess replica =
        RedisProcess.start("--replicaof", "127.0.0.1", String.valueOf(primary.port()));
    servers = List.of(primary, replica);
    try (Jedis client = primary.client();
        LogLines log = new LogLines(RedisDenylist.class)) {
      await().until(() -> client.info("replication").contains("connected_slaves:1"));
      RedisDenylist node = nodes.open("redis://127.0.0.1:" + primary.port());
      node.maintain();
      node.maintain();
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING") && line.contains("min-replicas-to-write"))
          .hasSize(1);

      client.configSet("min-replicas-to-write", "1");
      node.maintain();
      RedisDenylist other = nodes.open("redis://127.0.0.1:" + primary.port());
      other.maintain();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);
    }
  }

  @Test
  void maintain_serverIsAReplica_isRefused() {
    RedisProcess primary = RedisProcess.start();
    RedisProcess replica =
        RedisProcess.start("--replicaof", "127.0.0.1", String.valueOf(primary.port()));
    servers = List.of(primary, replica);
    RedisDenylist node = nodes.open("redis://127.0.0.1:" + replica.port());
    assertThatThrownBy(node::maintain).hasMessageContaining("is a replica");
    RedisDenylist right = nodes.maintained("redis://127.0.0.1:" + primary.port());
    try (Jedis client = primary.client()) {
      client.replicaof("127.0.0.1", replica.port());
    }
    assertThatThrownBy(() -> right.isDenied(RedisNodes.genuine()))
        .hasMessageContaining("has lost denials");
  }

  @Test
  void cluster_slotMoves_isFollowedAndRestored() {
    RedisProcess first = RedisProcess.start("--cluster-enabled", "yes");
    RedisProcess second = RedisProcess.start("--cluster-enabled", "yes");
    servers = List.of(first, second);
    String mark = new RedisEntries("issuer", Clock.systemUTC()).mark();
    int slot = JedisClusterCRC16.getSlot(mark);
    try (Jedis one = first.client();
        Jedis two = second.client()) {
      String[] ids = {one.clusterMyId(), two.clusterMyId()};
      one.clusterAddSlots(IntStream.range(0, SLOTS).toArray());
      one.clusterMeet("127.0.0.1", second.port());
      await().until(() -> two.clusterInfo().contains("cluster_state:ok"));
      await().until(() -> one.clusterInfo().contains("cluster_known_nodes:2"));

      RedisDenylist node = nodes.open("redis-cluster://" + endpoints(List.of(second, first)));
      recover(node); // the second says that the first has the slot
      DenylistQuery denied = nodes.denySession();
      node.publish();
      assertThat(node.isDenied(denied)).isTrue();
      assertThat(one.dbSize()).isEqualTo(2);

      one.flushAll();
      two.clusterSetSlotNode(slot, ids[1]);
      one.clusterSetSlotNode(slot, ids[1]);
      assertThatThrownBy(() -> node.isDenied(denied)).hasMessageContaining("refuses: MOVED");
      recover(node);
      assertThat(node.isDenied(denied)).isTrue();
      assertThat(two.dbSize()).isEqualTo(2);
    }
  }

  @Test
  void cluster_nobodyThere_isUnreachable() {
    RedisDenylist node = nodes.open("redis-cluster://127.0.0.1:" + RedisProcess.freePort() + "/");
    assertThatThrownBy(node::maintain).hasMessageContaining("cannot be reached");
    assertThat(node.isAvailable()).isFalse();
  }

  @Test
  void maintain_hostUnknown_isUnreachable() {
    RedisDenylist node = nodes.open("redis://nowhere.invalid:6379");
    assertThatThrownBy(node::maintain).hasMessageContaining("cannot be reached");
  }
}
