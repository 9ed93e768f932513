package io.countersign.auth.spi;

/** The database as a whole. */
public interface Schema {

  /**
   * Brings the schema to this version; safe while other nodes do the same.
   *
   * @throws IllegalStateException when Countersign cannot use or migrate the database; the message
   *     says why
   */
  void migrate();

  /**
   * Asks the database for a sign of life.
   *
   * @throws RuntimeException when it gives none
   */
  void ping();
}
