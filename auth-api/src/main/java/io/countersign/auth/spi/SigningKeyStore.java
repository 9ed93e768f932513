package io.countersign.auth.spi;

import java.util.Optional;

/** Keeps the signing key; private parts come sealed and are never opened by the store. */
public interface SigningKeyStore {

  /** The active key, empty before the first start. */
  Optional<StoredSigningKey> activeKey();

  /**
   * Makes {@code candidate} the active key unless there is one.
   *
   * @return the active key after the call: on every node the same
   */
  StoredSigningKey activateFirst(StoredSigningKey candidate);
}
