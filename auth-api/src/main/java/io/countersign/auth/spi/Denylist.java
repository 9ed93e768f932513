package io.countersign.auth.spi;

import java.net.URI;
import java.time.Clock;

/**
 * Knows which access tokens are denied at sensitive operations.
 *
 * <p>What denies a token is committed to the database by the change that it belongs to, such as the
 * end of a session. A denylist makes it known to all nodes; the database stays the record.
 */
public interface Denylist extends AutoCloseable {

  /**
   * Whether a token is denied, by itself, its session, its user or everyone's epoch: one round
   * trip.
   *
   * @throws RuntimeException when it cannot be asked now, or what it would say cannot be relied on
   */
  boolean isDenied(DenylistQuery token);

  /**
   * Makes every denial that has been committed before this call known to every node's {@link
   * #isDenied}. A revocation is acknowledged only after this has returned.
   *
   * @throws RuntimeException when it cannot now; it is tried again by {@link #maintain()}
   */
  void publish();

  /**
   * Does what is due: publishes what a node that crashed could not, and takes up again what had
   * been out of reach. Called twice a second on every node.
   *
   * @throws RuntimeException when it is still out of reach
   */
  void maintain();

  /** Whether {@link #isDenied} can be relied on, as far as is known without asking. */
  boolean isAvailable();

  @Override
  void close();

  /** Puts a denylist in memory, in Redis or Valkey, before the one in the database. */
  interface Connector {

    /**
     * Opens a denylist; that its server does not answer yet is no error.
     *
     * @param uri where the server is: {@code redis://} or {@code rediss://} (TLS) {@code
     *     [user:password@]host:port[/database]}; {@code
     *     redis-sentinel://…host:port,host:port/master} and {@code
     *     redis-cluster://…host:port,host:port}, with {@code rediss-} for TLS
     * @param namespace what tells this deployment's entries from those of others, such as its
     *     issuer
     * @param clock what the remaining life of an entry is computed by
     * @throws IllegalArgumentException when the URI is none of these, naming what is wrong with it
     *     but not the password
     */
    Denylist connect(URI uri, String namespace, Clock clock);
  }
}
