package io.countersign.auth.spi;

import java.util.List;
import java.util.function.UnaryOperator;

/** Keeps the signing keys; private parts come sealed and are never opened by the store. */
public interface SigningKeyStore {

  /** All keys, in the order of their names. */
  List<StoredSigningKey> keys();

  /**
   * Changes the keys while nobody else does, on any node: reads all, stores what {@code change}
   * makes of them, and commits. Keys that {@code change} leaves out stay as they are.
   *
   * @param change what becomes of all keys, told the keys as they are once nobody else changes them
   * @return all keys after the change, in the order of their names
   */
  List<StoredSigningKey> change(UnaryOperator<List<StoredSigningKey>> change);
}
