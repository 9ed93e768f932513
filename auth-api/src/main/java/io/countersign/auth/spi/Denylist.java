package io.countersign.auth.spi;

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
}
