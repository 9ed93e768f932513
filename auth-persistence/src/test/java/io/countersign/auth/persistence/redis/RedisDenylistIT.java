package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.persistence.DenialRecord;
import io.countersign.auth.persistence.LogLines;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistContract;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;

/** The denylist in Redis, while Redis is well. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisDenylistIT extends DenylistContract {

  private static final String RIGHTS =
      "on >hunter2 ~{countersign:* +evalsha +eval +info +get +mget +set +pttl +pexpire +del";

  private static RedisProcess redis;
  private static RedisNodes nodes;

  private RedisDenylist a;
  private RedisDenylist b;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    nodes = new RedisNodes();
  }

  @AfterAll
  static void stop() {
    nodes.close();
    redis.close();
  }

  @BeforeEach
  void open() {
    nodes.emptyRecord();
    try (Jedis client = redis.client()) {
      client.flushAll();
      client.configSet("maxmemory", "0");
    }
    a = nodes.maintained(uri());
    b = nodes.maintained(uri());
  }

  @AfterEach
  void close() {
    nodes.closeNodes();
  }

  private static String uri() {
    return "redis://localhost:" + redis.port();
  }

  @Override
  protected Denylist denylist() {
    return a;
  }

  @Override
  protected Denylist otherNodes() {
    return b;
  }

  @Override
  protected AccessTokenStore denials() {
    return nodes.denials();
  }

  private static long calls(Jedis client, String command) {
    return client
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  @Test
  void isDenied_everythingAsked_isOneRoundTrip() {
    a.isDenied(RedisNodes.genuine());
    try (Jedis client = redis.client()) {
      client.configResetStat();
      for (int i = 0; i < 10; i++) {
        a.isDenied(RedisNodes.genuine());
      }
      assertThat(calls(client, "evalsha")).isEqualTo(10);
      assertThat(calls(client, "eval")).isZero();
    }
  }

  @Test
  void isDenied_scriptsForgotten_isAnsweredAllTheSame() {
    DenylistQuery denied = nodes.denySession();
    a.publish();
    try (Jedis client = redis.client()) {
      client.scriptFlush();
    }
    assertThat(b.isDenied(denied)).isTrue();
  }

  @Test
  void publish_entry_livesAsLongAsItsToken() {
    denials()
        .deny(Denial.ofToken(UUID.randomUUID(), Instant.now().plusSeconds(100)), Report.nothing());
    a.publish();
    try (Jedis client = redis.client()) {
      Set<String> entries = client.keys("*:token:*");
      assertThat(entries).hasSize(1).allMatch(key -> key.startsWith("{countersign:"));
      assertThat(client.pttl(entries.iterator().next())).isBetween(90_000L, 100_000L);
    }
  }

  @Test
  void publish_expiredEntry_isMarkedOnly() {
    denials()
        .deny(Denial.ofToken(UUID.randomUUID(), Instant.now().minusSeconds(1)), Report.nothing());
    a.publish();
    assertThat(nodes.record().unpublished(null, 10)).isEmpty();
    try (Jedis client = redis.client()) {
      assertThat(client.keys("*:token:*")).isEmpty();
    }
  }

  @Test
  void publish_lessThanIsThere_lowersNeitherEpochNorLife() {
    DenylistQuery token = RedisNodes.genuine();
    Instant now = Instant.now();
    Denial stronger = Denial.ofUser(token.userId(), 10, now);
    denials().deny(stronger, Report.nothing());
    a.publish();
    nodes.emptyRecord(); // else the record would not let it become less
    denials().deny(Denial.ofUser(token.userId(), 5, now.minusSeconds(1_000)), Report.nothing());
    b.publish();
    assertThat(a.isDenied(new DenylistQuery(token.jti(), null, token.userId(), 9))).isTrue();
    try (Jedis client = redis.client()) {
      String key = client.keys("*:user:*").iterator().next();
      assertThat(client.pttl(key)).isGreaterThan(Denial.LONGEST.minusSeconds(20).toMillis());
    }
  }

  @Test
  void publish_recordFails_isAskedAgain() {
    RedisDenylist failing = nodes.open(uri(), new UnmarkableRecord(nodes.record()));
    failing.maintain();
    DenylistQuery denied = nodes.denySession();
    assertThatThrownBy(failing::publish).hasMessage("no database");
    assertThat(failing.isAvailable()).isTrue();
    assertThat(nodes.record().unpublished(null, 10)).hasSize(1);
    a.publish();
    assertThat(b.isDenied(denied)).isTrue();
  }

  @Test
  void maintain_recordFails_isNotReliedOnYet() {
    nodes.denySession();
    RedisDenylist failing = nodes.open(uri(), new UnmarkableRecord(nodes.record()));
    assertThatThrownBy(failing::maintain).hasMessage("no database");
    assertThat(failing.isAvailable()).isFalse();
  }

  private record UnmarkableRecord(DenialRecord record) implements DenialRecord {
    @Override
    public List<Denial> unpublished(@Nullable Denial after, int limit) {
      return record.unpublished(after, limit);
    }

    @Override
    public List<Denial> live(@Nullable Denial after, int limit, Instant now) {
      return record.live(after, limit, now);
    }

    @Override
    public void markPublished(List<Denial> denials) {
      throw new IllegalStateException("no database");
    }
  }

  @Test
  void connect_otherNamespace_seesNothing() {
    DenylistQuery denied = nodes.denySession();
    a.publish();
    RedisDenylist other = nodes.open(uri(), "another issuer", new EmptyRecord());
    other.maintain();
    assertThat(other.isDenied(denied)).isFalse();
  }

  private record EmptyRecord() implements DenialRecord {
    @Override
    public List<Denial> unpublished(@Nullable Denial after, int limit) {
      return List.of();
    }

    @Override
    public List<Denial> live(@Nullable Denial after, int limit, Instant now) {
      return List.of();
    }

    @Override
    public void markPublished(List<Denial> denials) {
      // there are none
    }
  }

  @Test
  void maintain_userOfNothingButTheRightsNamed_works() {
    try (Jedis client = redis.client()) {
      client.aclSetUser("countersign", RIGHTS.split(" "));
    }
    String uri = "redis://countersign:hunter2@127.0.0.1:" + redis.port();
    RedisDenylist node = nodes.maintained(uri);
    DenylistQuery denied = nodes.denySession();
    node.publish();
    assertThat(node.isDenied(denied)).isTrue();
    assertThat(node.toString()).doesNotContain("hunter2");
  }

  @Test
  void maintain_databaseOfItsOwn_isUsed() {
    RedisDenylist node = nodes.maintained(uri() + "/3");
    nodes.denySession();
    node.publish();
    try (Jedis client = redis.client()) {
      client.select(3);
      assertThat(client.dbSize()).isEqualTo(2);
    }
  }

  @Test
  void maintain_wrongPassword_isOneClearLine() {
    try (LogLines log = new LogLines(RedisDenylist.class)) {
      RedisDenylist node = nodes.open("redis://ann:hunter2@localhost:" + redis.port());
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(node::maintain).hasMessageContaining("refuses");
      }
      assertThatThrownBy(() -> node.isDenied(RedisNodes.genuine()))
          .hasMessageContaining("WRONGPASS")
          .hasMessageNotContaining("hunter2");
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0))
          .startsWith("WARNING redis://***@localhost:")
          .contains("refuses: WRONGPASS")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void maintain_serverMayEvict_isRefusedUntilItMayNot() {
    DenylistQuery denied = nodes.denySession();
    a.publish();
    try (LogLines log = new LogLines(RedisDenylist.class);
        Jedis client = redis.client()) {
      client.configSet("maxmemory", "100mb");
      client.configSet("maxmemory-policy", "noeviction");
      a.maintain();
      client.configSet("maxmemory-policy", "volatile-ttl");
      assertThatThrownBy(a::maintain).hasMessageContaining("maxmemory-policy");
      assertThatThrownBy(a::maintain).hasMessageContaining("maxmemory-policy");
      assertThat(a.isAvailable()).isFalse();
      assertThat(log.lines()).hasSize(1).first().asString().contains("noeviction");
      assertThatThrownBy(() -> b.isDenied(denied)).hasMessageContaining("has lost denials");
      client.configSet("maxmemory-policy", "noeviction");
      a.maintain();
      b.maintain();
      assertThat(b.isDenied(denied)).isTrue();
    }
  }

  @Test
  void close_thenAsked_isRefusedForGood() {
    a.close();
    a.maintain();
    assertThat(a.isAvailable()).isFalse();
    assertThatThrownBy(() -> a.isDenied(RedisNodes.genuine())).hasMessageContaining("is closed");
    assertThatThrownBy(a::publish).hasMessageContaining("is closed");
  }

  @Test
  void limits_leaveRoomBelow250Milliseconds() {
    assertThat(RedisEntries.REQUEST_LIMIT).isLessThanOrEqualTo(Duration.ofMillis(200));
  }
}
