package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.HostAndPort;

class RedisUriTest {

  private static RedisUri parse(String uri) {
    return RedisUri.parse(URI.create(uri));
  }

  @Test
  void parse_server_isOneNode() {
    RedisUri uri = parse("redis://cache.example:6379");
    assertThat(uri.kind()).isEqualTo(RedisUri.Kind.SERVER);
    assertThat(uri.nodes()).containsExactly(new HostAndPort("cache.example", 6379));
    assertThat(uri.tls()).isFalse();
    assertThat(uri.password()).isNull();
    assertThat(uri.database()).isZero();
  }

  @Test
  void parse_everything_isRead() {
    RedisUri uri = parse("REDISS://ann:p%40ss%3A+%2F@[2001:db8::7]:6380/15");
    assertThat(uri.tls()).isTrue();
    assertThat(uri.user()).isEqualTo("ann");
    assertThat(uri.password()).isEqualTo("p@ss:+/");
    assertThat(uri.nodes()).containsExactly(new HostAndPort("2001:db8::7", 6380));
    assertThat(uri.database()).isEqualTo(15);
  }

  @Test
  void parse_passwordOnly_isOfTheDefaultUser() {
    RedisUri uri = parse("redis://:secret@h:1/");
    assertThat(uri.user()).isNull();
    assertThat(uri.password()).isEqualTo("secret");
  }

  @Test
  void parse_sentinel_hasNodesAndMaster() {
    RedisUri uri = parse("redis-sentinel://:secret@a:1,b:2,c:3/the-master");
    assertThat(uri.kind()).isEqualTo(RedisUri.Kind.SENTINEL);
    assertThat(uri.nodes()).hasSize(3);
    assertThat(uri.master()).isEqualTo("the-master");
    assertThat(parse("rediss-sentinel://a:1/m").tls()).isTrue();
  }

  @Test
  void parse_cluster_hasNodes() {
    RedisUri uri = parse("redis-cluster://a:1,b:2");
    assertThat(uri.kind()).isEqualTo(RedisUri.Kind.CLUSTER);
    assertThat(uri.nodes()).hasSize(2);
    assertThat(parse("rediss-cluster://a:1/").tls()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:1 | scheme",
        "redis-ring://h:1 | scheme",
        "hunter2://h:1 | scheme",
        "h | scheme",
        "redis:h:1 | //host:port",
        "redis:///1 | //host:port",
        "redis://h | host:port",
        "redis://h: | host:port",
        "redis://h:0 | 65535",
        "redis://h:65536 | 65535",
        "redis://h:1,g:2 | several",
        "redis://h:1,g | host:port",
        "redis-cluster://h:1, | host:port",
        "redis://h:1/hunter2 | database",
        "redis://h:1/-1 | database",
        "redis://h:1/1/2 | database",
        "redis://h:1?password=hunter2 | path",
        "redis://h:1#hunter2 | path",
        "redis://hunter2@h:1 | user:password",
        "redis://user:@h:1 | user:password",
        "redis://user:hunt@er2@h:1 | user:password",
        "redis://user:hunter2:@h:1 | user:password",
        "redis://user:hunter2/x@h:1 | percent-encoded",
        "redis://user:hunter2?x@h:1 | percent-encoded",
        "redis://user:hunter2#x@h:1 | percent-encoded",
        "redis-sentinel://h:1 | master",
        "redis-sentinel://h:1/ | master",
        "redis-sentinel://h:1/m/0 | master",
        "redis-cluster://h:1/1 | cluster",
      })
  void parse_anythingElse_isRefusedWithoutRepeatingIt(String uri, String named) {
    assertThatThrownBy(() -> parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://ann:hunter2@h:1/2, redis://***@h:1/2",
    "'rediss-sentinel://:hunter2@h:1,g:2/m', 'rediss-sentinel://***@h:1,g:2/m'",
    "redis-cluster://h:1, redis-cluster://h:1/",
  })
  void toString_hasNoPassword(String uri, String text) {
    assertThat(parse(uri)).hasToString(text);
  }
}
