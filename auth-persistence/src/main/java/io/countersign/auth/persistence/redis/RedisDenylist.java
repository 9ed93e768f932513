package io.countersign.auth.persistence.redis;

import io.countersign.auth.persistence.DenialRecord;
import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistQuery;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The denylist in Redis or Valkey, before its record in PostgreSQL.
 *
 * <p>It is relied on only while it is known to have all live denials. A call that finds it refusing
 * or without its mark of completeness takes it away for this node, and so do three failed
 * connections without an answer between them. Then no call waits for it, until {@link #maintain()}
 * has found it, restored its losses from the record and marked it again.
 *
 * <p>A restore loses no denial that is committed meanwhile. One that is committed before its page
 * is read is in the page. A later one stays unpublished as long as the mark is missing, and is
 * published after that. The mark and its guard vanish with the data, so a server that loses its
 * data again is not marked. A node restores when it sees another history than the one it wrote to,
 * even if another node has restored already: this node may have published to a server that is no
 * longer in use.
 */
final class RedisDenylist implements Denylist {

  private static final System.Logger LOG = System.getLogger(RedisDenylist.class.getName());

  /** How many denials one script adds at most, which holds the server up for 1 ms. */
  static final int PAGE = 500;

  /** One lost packet is not yet an outage. */
  private static final int FAILURES_OF_AN_OUTAGE = 3;

  private sealed interface State permits Up, Away {}

  private record Up(RedisLink link, String history) implements State {}

  private record Away(Reason reason, String detail) implements State {}

  private enum Reason {
    NOT_YET_FOUND("has not been asked yet"),
    UNREACHABLE("cannot be reached"),
    REFUSES("refuses"),
    REPLICA("is a replica"),
    EVICTS("may evict denials: set maxmemory-policy to noeviction, or maxmemory to 0"),
    INCOMPLETE("has lost denials"),
    CLOSED("is closed");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final RedisUri uri;
  private final RedisEntries entries;
  private final DenialRecord record;
  private final Clock clock;
  private final @Nullable SSLSocketFactory tls;
  private final RedisTopology topology;

  private volatile State state = new Away(Reason.NOT_YET_FOUND, "");
  private final AtomicInteger failures = new AtomicInteger();

  // For the thread that maintains.
  private final ReentrantLock maintaining = new ReentrantLock();
  private @Nullable RedisLink link;
  private @Nullable String lastHistory;
  private boolean warned;

  /**
   * A denylist that is away until it is first maintained.
   *
   * @param tls what makes TLS connections, where the URI wants them
   */
  RedisDenylist(
      RedisUri uri, String namespace, DenialRecord record, Clock clock, SSLSocketFactory tls) {
    this.uri = uri;
    this.entries = new RedisEntries(namespace, clock);
    this.record = record;
    this.clock = clock;
    this.tls = uri.tls() ? tls : null;
    this.topology = RedisTopology.of(uri, entries.mark(), this.tls);
  }

  @Override
  public boolean isDenied(DenylistQuery token) {
    Up up = up();
    RedisEntries.Answer answer;
    try {
      answer = entries.check(up.link(), up.history(), token);
      if (failures.get() != 0) {
        failures.set(0);
      }
    } catch (JedisException e) {
      throw failed(up, e);
    }
    if (answer == RedisEntries.Answer.UNKNOWN) {
      throw away(up, Reason.INCOMPLETE, "");
    }
    return answer == RedisEntries.Answer.DENIED;
  }

  @Override
  public void publish() {
    publish(up());
  }

  private void publish(Up up) {
    Denial last = null;
    List<Denial> page;
    do {
      page = record.unpublished(last, PAGE);
      if (page.isEmpty()) {
        return; // what others published is on the server, or the mark is not
      }
      add(up, page);
      record.markPublished(page);
      last = page.get(page.size() - 1);
    } while (page.size() == PAGE);
  }

  private void add(Up up, List<Denial> page) {
    boolean added;
    try {
      added = entries.add(up.link(), up.history(), page);
    } catch (JedisException e) {
      throw failed(up, e);
    }
    if (!added) {
      throw away(up, Reason.INCOMPLETE, "");
    }
  }

  /** Looks after the server, unless another thread is doing so. */
  @Override
  public void maintain() {
    if (maintaining.tryLock()) {
      try {
        if (isClosed()) {
          return;
        }
        takeUp();
      } catch (JedisException e) {
        throw away(state, reasonOf(e), String.valueOf(e.getMessage()));
      } finally {
        maintaining.unlock();
      }
      publish();
    }
  }

  private void takeUp() {
    State before = state;
    RedisLink server = link(topology.locate(before instanceof Up up ? up.link().server() : null));
    RedisEntries.Probe probe = entries.probe(server);
    if (!probe.isPrimary()) {
      throw away(before, Reason.REPLICA, "");
    }
    if (probe.evicts()) {
      throw away(before, Reason.EVICTS, "");
    }
    warnOfSplitBrain(probe);
    String history = probe.history();
    if (!probe.isComplete() || (lastHistory != null && !lastHistory.equals(history))) {
      if (before instanceof Up) {
        away(before, Reason.INCOMPLETE, "");
        before = state;
      }
      restore(server, history);
    }
    lastHistory = history;
    Up next = new Up(server, history);
    if (!before.equals(next)) {
      publish(next); // what was revoked meanwhile, before anybody asks
    }
    back(before, next);
    server.dropIdle();
  }

  /**
   * Warns once of a primary that would, when cut off, accept revocations which no other server
   * knows.
   */
  private void warnOfSplitBrain(RedisEntries.Probe probe) {
    if (probe.writesAlone() && !warned) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has replicas but takes writes when it is cut off from them: set min-replicas-to-write"
              + " to 1, or a revocation may be known on one side only",
          uri);
    }
    warned = probe.writesAlone();
  }

  /** The link in use if it leads to this server and works, else a new one. */
  private RedisLink link(HostAndPort server) {
    RedisLink old = link;
    if (old != null && state instanceof Up && old.server().equals(server)) {
      return old;
    }
    if (old != null) {
      old.close();
    }
    RedisLink opened = RedisLink.to(server, uri, tls);
    link = opened;
    return opened;
  }

  private void restore(RedisLink server, String history) {
    String guard = entries.beginRestore(server, history);
    Denial last = null;
    List<Denial> page;
    do {
      page = record.live(last, PAGE, clock.instant());
      if (!page.isEmpty()) {
        entries.restore(server, guard, history, page);
        last = page.get(page.size() - 1);
      }
    } while (page.size() == PAGE);
    entries.completeRestore(server, guard, history);
  }

  private Up up() {
    State now = state;
    if (now instanceof Up up) {
      return up;
    }
    throw unavailable((Away) now);
  }

  private boolean isClosed() {
    return state instanceof Away away && away.reason() == Reason.CLOSED;
  }

  private synchronized boolean change(State before, State after) {
    boolean changes = state == before && !isClosed();
    if (changes) {
      state = after;
    }
    return changes;
  }

  /** Relies on Redis again, unless the denylist was closed meanwhile. */
  private void back(State before, Up up) {
    if (!before.equals(up) && change(before, up)) {
      failures.set(0);
      LOG.log(System.Logger.Level.INFO, "{0} is relied on for revocations", uri);
    }
  }

  /** The exception of a request that Redis failed. Enough failures take Redis away. */
  private DenylistUnavailableException failed(Up up, JedisException e) {
    Reason reason = reasonOf(e);
    boolean isOutage = e instanceof JedisDataException;
    if (e instanceof JedisConnectionException) { // and not that all connections are in use
      isOutage = failures.incrementAndGet() >= FAILURES_OF_AN_OUTAGE;
    }
    String detail = String.valueOf(e.getMessage());
    return isOutage ? away(up, reason, detail) : unavailable(new Away(reason, detail));
  }

  private static Reason reasonOf(JedisException e) {
    return e instanceof JedisDataException ? Reason.REFUSES : Reason.UNREACHABLE;
  }

  /** Takes Redis away, and says so in the log if it was there or was away for another reason. */
  private DenylistUnavailableException away(State before, Reason reason, String detail) {
    Away away = new Away(reason, detail);
    boolean isNews = !(before instanceof Away known) || known.reason() != reason;
    if (isNews && change(before, away)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}; sensitive operations are refused until it can be relied on",
          text(away));
    }
    return unavailable(away);
  }

  private DenylistUnavailableException unavailable(Away away) {
    return new DenylistUnavailableException(text(away));
  }

  private String text(Away away) {
    return uri
        + " "
        + away.reason().text
        + (away.detail().isEmpty() ? "" : ": " + away.detail().replaceAll("\\p{Cntrl}", " "));
  }

  @Override
  public boolean isAvailable() {
    return state instanceof Up;
  }

  @Override
  public void close() {
    synchronized (this) {
      state = new Away(Reason.CLOSED, "");
    }
    maintaining.lock();
    try {
      topology.close();
      if (link != null) {
        link.close();
        link = null;
      }
    } finally {
      maintaining.unlock();
    }
  }

  @Override
  public String toString() {
    return "RedisDenylist[" + uri + "]";
  }
}
