package io.countersign.auth.persistence.redis;

import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.DenylistQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a deployment keeps in Redis: the epoch below which each denial denies, for as long as it is
 * needed, and the mark that no denial is missing.
 */
final class RedisEntries {

  /**
   * The longest that a request waits for answers. Of its 250 ms, the rest is for getting a
   * connection.
   */
  static final Duration REQUEST_LIMIT = Duration.ofMillis(190);

  private static final Duration BACKGROUND_LIMIT = Duration.ofSeconds(1);
  private static final Duration GUARD_LIFE = Duration.ofMinutes(1);
  private static final int TAG_DIGITS = 16;

  private final String prefix;
  private final Clock clock;

  /** What a check has found. */
  enum Answer {
    DENIED,
    NOT_DENIED,
    /** The server is not known to have everything. */
    UNKNOWN
  }

  /**
   * What a server has been found to be.
   *
   * @param isPrimary whether it takes writes
   * @param history its replication id
   * @param isComplete whether it has all live denials
   * @param evicts whether it may drop keys when it runs short of memory
   * @param writesAlone whether it has replicas, and goes on taking writes when it is cut off from
   *     them
   */
  record Probe(
      boolean isPrimary, String history, boolean isComplete, boolean evicts, boolean writesAlone) {}

  RedisEntries(String namespace, Clock clock) {
    this.prefix = "{countersign:" + digest(namespace) + "}:";
    this.clock = clock;
  }

  private static String digest(String namespace) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(namespace.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The key of the mark. */
  String mark() {
    return prefix + "complete";
  }

  private String key(Denial.Kind kind, UUID id) {
    String name = prefix + kind.name().toLowerCase(Locale.ROOT);
    return kind == Denial.Kind.EVERYONE ? name : name + ":" + id;
  }

  /** Asks whether a token is denied. */
  Answer check(RedisLink link, String history, DenylistQuery token) {
    List<String> keys = new ArrayList<>(5);
    keys.add(mark());
    keys.add(key(Denial.Kind.EVERYONE, Denial.EVERYONE));
    keys.add(key(Denial.Kind.USER, token.userId()));
    keys.add(key(Denial.Kind.TOKEN, token.jti()));
    UUID session = token.session();
    if (session != null) {
      keys.add(key(Denial.Kind.SESSION, session));
    }
    List<String> arguments = List.of(history, Integer.toString(token.epoch()));
    long answer = number(link.run(RedisScript.CHECK, keys, arguments, REQUEST_LIMIT));
    if (answer < 0) {
      return Answer.UNKNOWN;
    }
    return answer == 0 ? Answer.NOT_DENIED : Answer.DENIED;
  }

  /** Asks what a server is. */
  Probe probe(RedisLink link) {
    Object answer = link.run(RedisScript.PROBE, List.of(mark()), List.of(), BACKGROUND_LIMIT);
    List<?> parts = (List<?>) answer;
    String history = String.valueOf(parts.get(1));
    return new Probe(
        parts.get(0).equals("master"),
        history,
        !history.isEmpty() && history.equals(parts.get(2)),
        number(parts.get(3)) == 1,
        number(parts.get(4)) == 1);
  }

  /**
   * Adds denials to a complete server.
   *
   * @return false when the server was no longer complete and nothing was written
   */
  boolean add(RedisLink link, String history, List<Denial> denials) {
    return write(link, mark(), history, denials, REQUEST_LIMIT);
  }

  /**
   * Begins to restore a server.
   *
   * @return the guard, which is lost with all other data
   */
  String beginRestore(RedisLink link, String history) {
    String guard = prefix + "restoring:" + UUID.randomUUID();
    requireUndisturbed(
        link.run(
            RedisScript.BEGIN,
            List.of(guard),
            List.of(history, Long.toString(GUARD_LIFE.toMillis())),
            BACKGROUND_LIMIT));
    return guard;
  }

  /** Adds denials to a server that is being restored. */
  void restore(RedisLink link, String guard, String history, List<Denial> denials) {
    requireUndisturbed(write(link, guard, history, denials, BACKGROUND_LIMIT) ? 1L : 0L);
  }

  /** Marks a server as complete. */
  void completeRestore(RedisLink link, String guard, String history) {
    requireUndisturbed(
        link.run(RedisScript.COMPLETE, List.of(guard, mark()), List.of(history), BACKGROUND_LIMIT));
  }

  private boolean write(
      RedisLink link, String guard, String history, List<Denial> denials, Duration limit) {
    List<String> keys = new ArrayList<>(denials.size() + 1);
    keys.add(guard);
    List<String> arguments = new ArrayList<>(2 * denials.size() + 2);
    arguments.add(history);
    arguments.add(Long.toString(GUARD_LIFE.toMillis()));
    Instant now = clock.instant();
    for (Denial denial : denials) {
      long life = Duration.between(now, denial.expiresAt()).toMillis();
      if (life > 0) {
        keys.add(key(denial.kind(), denial.id()));
        arguments.add(Integer.toString(denial.belowEpoch()));
        arguments.add(Long.toString(life));
      }
    }
    return number(link.run(RedisScript.WRITE, keys, arguments, limit)) == 1;
  }

  private static void requireUndisturbed(Object answer) {
    if (number(answer) != 1) {
      throw new DenylistUnavailableException("it lost its data while they were restored");
    }
  }

  private static long number(Object answer) {
    return ((Number) answer).longValue();
  }
}
