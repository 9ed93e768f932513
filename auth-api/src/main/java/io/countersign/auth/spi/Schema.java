package io.countersign.auth.spi;

/** The database as a whole. */
public interface Schema {

  /**
   * Brings the schema to this version; safe while other nodes do the same.
   *
   * @throws IllegalStateException when the database is none that Countersign can use, or cannot be
   *     migrated, saying why
   */
  void migrate();

  /**
   * Asks the database for a sign of life.
   *
   * @throws RuntimeException when it gives none
   */
  void ping();
}
