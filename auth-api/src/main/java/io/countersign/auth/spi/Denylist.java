package io.countersign.auth.spi;

import java.net.URI;
import java.time.Clock;

/**
 * Knows which access tokens are denied at sensitive operations.
 *
 * <p>A change that denies tokens, such as the end of a session, commits its denials to the
 * database. A denylist makes them known to all nodes; the database stays the record.
 */
public interface Denylist extends AutoCloseable {

  /**
   * Whether a token is denied, by itself, its session, its user or everyone's epoch: one round
   * trip.
   *
   * @throws RuntimeException when it cannot be asked now, or when its answer could not be relied on
   */
  boolean isDenied(DenylistQuery token);

  /**
   * Makes every denial that has been committed before this call known to every node's {@link
   * #isDenied}. A revocation is acknowledged only after this has returned.
   *
   * @throws RuntimeException when it cannot do so now; {@link #maintain()} tries again
   */
  void publish();

  /**
   * Does what is due: publishes the denials that a crashed node could not, and recovers from an
   * outage that is over. Called twice a second on every node.
   *
   * @throws RuntimeException when it is still out of reach
   */
  void maintain();

  /** Whether {@link #isDenied} can be relied on, as far as is known without asking. */
  boolean isAvailable();

  @Override
  void close();

  /** Opens a denylist in the memory of Redis or Valkey, before the one in the database. */
  interface Connector {

    /**
     * Opens a denylist. It is no error when the server does not answer yet.
     *
     * @param uri where the server is: {@code redis://} or {@code rediss://} (TLS) {@code
     *     [user:password@]host:port[/database]}; {@code
     *     redis-sentinel://…host:port,host:port/master} and {@code
     *     redis-cluster://…host:port,host:port}, with {@code rediss-} for TLS
     * @param namespace what tells this deployment's entries from those of others, such as its
     *     issuer
     * @param clock tells the time, for the remaining life of an entry
     * @throws IllegalArgumentException when the URI has none of these forms; the message says what
     *     is wrong, without the password
     */
    Denylist connect(URI uri, String namespace, Clock clock);
  }
}
