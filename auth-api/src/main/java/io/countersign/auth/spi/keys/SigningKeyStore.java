package io.countersign.auth.spi.keys;

import io.countersign.auth.spi.Report;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps the signing keys; private parts come sealed and are never opened by the store.
 *
 * <p>At most one key is active and at most one published. These have a private part; every other
 * key has ended and has none. A key of an algorithm or a state that this version does not know is
 * left out and never written, so the other keys stay usable.
 */
public interface SigningKeyStore {

  /** All keys. */
  StoredKeys keys();

  /**
   * Changes the keys while nobody else can, on any node. It reads all keys, stores those that
   * {@code change} returns, and commits. Keys that {@code change} leaves out stay as they are.
   *
   * <p>It writes keys that have ended first, then the active key, then the published one. So a
   * place is free when the next key takes it.
   *
   * @param change makes the keys to store from all keys, read when nobody else can change them any
   *     more
   * @param report of all keys after the change
   * @return all keys after the change
   * @throws RuntimeException when the result would break a rule of this store; nothing is changed
   *     then
   */
  StoredKeys change(Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report);
}
