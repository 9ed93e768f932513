package io.countersign.auth.persistence.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * Finds the server that has our entries. All entries have the same hash tag, so it is one server.
 *
 * <p>No request asks it, only a task in the background, twice a second. So no thread listens to
 * sentinels, and no request follows a redirection.
 */
sealed interface RedisTopology extends AutoCloseable {

  /** How long to wait for one answer. */
  Duration LIMIT = Duration.ofMillis(500);

  /**
   * The server.
   *
   * @param current the server in use, null when there is none
   * @throws JedisException when it cannot be found
   */
  HostAndPort locate(@Nullable HostAndPort current);

  @Override
  default void close() {
    // nothing is open
  }

  /**
   * The topology that a URI names.
   *
   * @param key any of our keys
   */
  static RedisTopology of(RedisUri uri, String key, @Nullable SSLSocketFactory tls) {
    return switch (uri.kind()) {
      case SERVER -> new Single(uri.nodes().get(0));
      case SENTINEL -> new Sentinels(uri, tls, new HashMap<>());
      case CLUSTER -> new Cluster(uri, key, tls);
    };
  }

  /** One server, always the same. */
  record Single(HostAndPort server) implements RedisTopology {

    @Override
    public HostAndPort locate(@Nullable HostAndPort current) {
      return server;
    }
  }

  /**
   * The server that more than half of the sentinels of the URI name.
   *
   * <p>When the network is cut in two, a former primary may still believe that it is the primary.
   * The word of the sentinel beside it is not enough.
   *
   * @param links to the sentinels that have answered
   */
  record Sentinels(RedisUri uri, @Nullable SSLSocketFactory tls, Map<HostAndPort, RedisLink> links)
      implements RedisTopology {

    @Override
    public HostAndPort locate(@Nullable HostAndPort current) {
      Map<HostAndPort, Integer> votes = new HashMap<>();
      JedisException failure = new JedisConnectionException("none of them knows it");
      for (HostAndPort sentinel : uri.nodes()) {
        try {
          ask(sentinel).ifPresent(named -> votes.merge(named, 1, Integer::sum));
        } catch (JedisException e) {
          failure = e;
        }
      }
      for (Map.Entry<HostAndPort, Integer> vote : votes.entrySet()) {
        if (vote.getValue() > uri.nodes().size() / 2) {
          return vote.getKey();
        }
      }
      throw new JedisConnectionException(
          "no majority of the sentinels names the master: " + failure.getMessage(), failure);
    }

    private Optional<HostAndPort> ask(HostAndPort sentinel) {
      RedisLink link = links.get(sentinel);
      if (link == null) {
        return open(sentinel);
      }
      try {
        return ask(link);
      } catch (JedisException e) {
        links.remove(sentinel);
        link.close();
        throw e;
      }
    }

    /** Asks without credentials first: sentinels have users of their own, and often none. */
    private Optional<HostAndPort> open(HostAndPort sentinel) {
      try {
        return open(sentinel, false);
      } catch (JedisDataException e) {
        if (uri.password() == null) {
          throw e;
        }
        return open(sentinel, true);
      }
    }

    private Optional<HostAndPort> open(HostAndPort sentinel, boolean known) {
      RedisLink link = RedisLink.toSentinel(sentinel, uri, known, tls);
      try {
        Optional<HostAndPort> answer = ask(link);
        links.put(sentinel, link);
        return answer;
      } catch (JedisException e) {
        link.close();
        throw e;
      }
    }

    private Optional<HostAndPort> ask(RedisLink link) {
      CommandArguments question =
          new CommandArguments(Command.SENTINEL).add("GET-MASTER-ADDR-BY-NAME").add(uri.master());
      List<String> answer =
          link.send(new CommandObject<>(question, BuilderFactory.STRING_LIST), LIMIT);
      return answer == null || answer.size() != 2
          ? Optional.empty()
          : Optional.of(new HostAndPort(answer.get(0), Integer.parseInt(answer.get(1))));
    }

    @Override
    public void close() {
      links.values().forEach(RedisLink::close);
      links.clear();
    }
  }

  /** The node that has a key, according to the first node that answers. */
  record Cluster(RedisUri uri, String key, @Nullable SSLSocketFactory tls)
      implements RedisTopology {

    @Override
    public HostAndPort locate(@Nullable HostAndPort current) {
      if (current != null) {
        return current; // one that loses the key says so
      }
      JedisException failure = new JedisConnectionException("no node");
      for (HostAndPort node : uri.nodes()) {
        try {
          return ask(node);
        } catch (JedisException e) {
          failure = e;
        }
      }
      throw failure;
    }

    private HostAndPort ask(HostAndPort node) {
      CommandArguments question = new CommandArguments(Command.GET).key(key);
      try (RedisLink link = RedisLink.to(node, uri, tls)) {
        link.send(new CommandObject<>(question, BuilderFactory.STRING), LIMIT);
        return node;
      } catch (JedisMovedDataException e) {
        HostAndPort owner = e.getTargetNode();
        return owner.getHost().isEmpty() ? new HostAndPort(node.getHost(), owner.getPort()) : owner;
      }
    }
  }
}
