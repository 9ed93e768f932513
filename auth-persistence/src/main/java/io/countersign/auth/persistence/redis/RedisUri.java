package io.countersign.auth.persistence.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * The address of a Redis or Valkey, and our credentials there.
 *
 * @param kind what the nodes are
 * @param tls whether connections are inside TLS
 * @param user the ACL user, null for the default one
 * @param password the user's password, null for none
 * @param nodes the server, the sentinels or some nodes of the cluster
 * @param database the number of the database, always 0 unless {@code kind} is a single server
 * @param master the sentinels' name for the servers that they watch; empty without sentinels
 */
record RedisUri(
    Kind kind,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    List<HostAndPort> nodes,
    int database,
    String master) {

  private static final Pattern SCHEME = Pattern.compile("redis(s?)(|-sentinel|-cluster)");
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");
  private static final Pattern CREDENTIALS = Pattern.compile("([^:@]*):([^:@]+)");
  private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,5}");
  private static final Pattern MASTER = Pattern.compile("/[A-Za-z0-9._-]+");
  private static final int LAST_PORT = 65_535;

  /** An unencoded one of these in the password ends the authority of the URI early. */
  private static final String UNLESS_ENCODED =
      ", unless it belongs to the password: then / ? and # are percent-encoded in it";

  /** How the server with our entries is found. */
  enum Kind {
    /** It is the one node. */
    SERVER,
    /** The nodes are sentinels, which know it. */
    SENTINEL,
    /** The nodes are of a cluster, and know which of them it is. */
    CLUSTER
  }

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException when the URI has no form that {@link
   *     io.countersign.auth.spi.Denylist.Connector} names; the message repeats nothing of the URI,
   *     because any part of a wrong one may be the password
   */
  static RedisUri parse(URI uri) {
    Matcher scheme = SCHEME.matcher(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
    require(
        scheme.matches(),
        "the scheme is none of redis, rediss, redis-sentinel, rediss-sentinel, redis-cluster and"
            + " rediss-cluster");
    String authority = uri.getRawAuthority();
    require(authority != null, "there is no //host:port");
    boolean endsWithPath = uri.getRawQuery() == null && uri.getRawFragment() == null;
    require(endsWithPath, "nothing follows the path" + UNLESS_ENCODED);
    Kind kind = kind(scheme.group(2));
    int at = authority.lastIndexOf('@');
    Matcher credentials = credentials(at < 0 ? null : authority.substring(0, at));
    List<HostAndPort> nodes = nodes(authority.substring(at + 1));
    require(
        kind != Kind.SERVER || nodes.size() == 1,
        "several servers need redis-sentinel or redis-cluster");
    String path = uri.getRawPath();
    return new RedisUri(
        kind,
        !scheme.group(1).isEmpty(),
        credentials == null || credentials.group(1).isEmpty() ? null : decoded(credentials, 1),
        credentials == null ? null : decoded(credentials, 2),
        nodes,
        kind == Kind.SERVER ? database(path) : 0,
        kind == Kind.SENTINEL ? master(path) : requireNoMaster(kind, path));
  }

  private static Kind kind(String suffix) {
    return switch (suffix) {
      case "-sentinel" -> Kind.SENTINEL;
      case "-cluster" -> Kind.CLUSTER;
      default -> Kind.SERVER;
    };
  }

  private static @Nullable Matcher credentials(@Nullable String userInfo) {
    if (userInfo == null) {
      return null;
    }
    Matcher credentials = CREDENTIALS.matcher(userInfo);
    require(
        credentials.matches(),
        "before the @ must be user:password or :password, with : and @ in them percent-encoded");
    return credentials;
  }

  private static String decoded(Matcher credentials, int group) {
    return URLDecoder.decode(credentials.group(group).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static List<HostAndPort> nodes(String nodes) {
    return Arrays.stream(nodes.split(",", -1)).map(RedisUri::node).distinct().toList();
  }

  private static HostAndPort node(String text) {
    Matcher node = NODE.matcher(text);
    require(node.matches(), "a server is not host:port" + UNLESS_ENCODED);
    int port = Integer.parseInt(node.group(3));
    require(port >= 1 && port <= LAST_PORT, "a port is not between 1 and 65535");
    return new HostAndPort(node.group(1) == null ? node.group(2) : node.group(1), port);
  }

  private static int database(String path) {
    require(DATABASE.matcher(path).matches(), "the path is not the number of a database");
    return path.length() <= 1 ? 0 : Integer.parseInt(path.substring(1));
  }

  private static String master(String path) {
    require(MASTER.matcher(path).matches(), "the path is not the name of a master");
    return path.substring(1);
  }

  private static String requireNoMaster(Kind kind, String path) {
    require(kind != Kind.CLUSTER || path.length() <= 1, "a cluster has no database but one");
    return "";
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The URI without user and password. */
  @Override
  public String toString() {
    String scheme = tls ? "rediss" : "redis";
    String suffix = kind == Kind.SERVER ? "" : "-" + kind.name().toLowerCase(Locale.ROOT);
    String path = kind == Kind.SERVER ? String.valueOf(database) : master;
    return scheme
        + suffix
        + "://"
        + (password == null ? "" : "***@")
        + nodes.stream().map(HostAndPort::toString).collect(Collectors.joining(","))
        + "/"
        + path;
  }
}
