package io.countersign.auth.persistence.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Pooled connections to one server. Each call on them ends within its limit. */
final class RedisLink implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 64;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(40);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final HostAndPort server;
  private final RedisClient client;

  private RedisLink(HostAndPort server, RedisClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * A link that connects when it is first used.
   *
   * @throws JedisConnectionException when the server's name cannot be resolved
   */
  static RedisLink to(HostAndPort server, RedisUri uri, @Nullable SSLSocketFactory tls) {
    return open(server, credentials(uri).database(uri.database()).build(), tls);
  }

  /**
   * A link to a sentinel. It logs in with the URI's credentials if {@code known}, else not at all.
   */
  static RedisLink toSentinel(
      HostAndPort sentinel, RedisUri uri, boolean known, @Nullable SSLSocketFactory tls) {
    return open(sentinel, (known ? credentials(uri) : anonymous()).build(), tls);
  }

  private static DefaultJedisClientConfig.Builder anonymous() {
    return DefaultJedisClientConfig.builder()
        .serverDefaultProtocol()
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
  }

  private static DefaultJedisClientConfig.Builder credentials(RedisUri uri) {
    return anonymous().user(uri.user()).password(uri.password());
  }

  private static RedisLink open(
      HostAndPort server, JedisClientConfig config, @Nullable SSLSocketFactory tls) {
    ConnectionFactory connections =
        ConnectionFactory.builder()
            .clientConfig(config)
            .socketFactory(new DeadlineSocketFactory(server, tls))
            .build();
    RedisClient client =
        RedisClient.builder()
            .connectionProvider(new PooledConnectionProvider(connections, pool()))
            .build();
    return new RedisLink(server, client);
  }

  /** No thread looks after the pool: {@link #dropIdle()} does. */
  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setJmxEnabled(false);
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_CONNECTIONS);
    pool.setMaxWait(LONGEST_WAIT);
    pool.setMinEvictableIdleDuration(LONGEST_IDLE);
    pool.setNumTestsPerEvictionRun(-1);
    return pool;
  }

  HostAndPort server() {
    return server;
  }

  /** Runs a script in one round trip, or two when the server meets it for the first time. */
  Object run(RedisScript script, List<String> keys, List<String> arguments, Duration limit) {
    return call(
        limit,
        () -> {
          try {
            return client.evalsha(script.sha1(), keys, arguments);
          } catch (JedisNoScriptException e) {
            return client.eval(script.text(), keys, arguments);
          }
        });
  }

  /** Sends one command. */
  <T> T send(CommandObject<T> command, Duration limit) {
    return call(limit, () -> client.executeCommand(command));
  }

  /**
   * Calls again when a connection has died since its last use: every question may be asked twice.
   */
  private <T> T call(Duration limit, Supplier<T> call) {
    return Deadline.within(
        limit,
        () -> {
          try {
            return call.get();
          } catch (JedisConnectionException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
              throw e;
            }
            client.getPool().clear();
            return call.get();
          }
        });
  }

  /** Closes connections that were idle for a while, before the server does. */
  void dropIdle() {
    try {
      client.getPool().evict();
    } catch (Exception e) { // declared so; closing a connection throws nothing
      throw new JedisException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
