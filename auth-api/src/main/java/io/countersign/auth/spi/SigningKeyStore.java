package io.countersign.auth.spi;

import java.util.List;
import java.util.function.Function;

/**
 * Keeps the signing keys; private parts come sealed and are never opened by the store.
 *
 * <p>At most one key is active and at most one published. A key has a private part as long as it is
 * one of these, and has ended otherwise. A key of an algorithm or a state that this version does
 * not know is left out and never written: it costs nobody the others.
 */
public interface SigningKeyStore {

  /** All keys. */
  StoredKeys keys();

  /**
   * Changes the keys while nobody else does, on any node: reads all, stores what {@code change}
   * makes of them, and commits. Keys that {@code change} leaves out stay as they are.
   *
   * <p>What has ended is written first, then the key that becomes active, then the one that is
   * published: so a place is free when the next key takes it.
   *
   * @param change what becomes of the keys, told them as they are once nobody else changes them
   * @param report of all keys after the change
   * @return all keys after the change
   * @throws RuntimeException when the result would break what is said above; nothing is changed
   */
  StoredKeys change(Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report);
}
