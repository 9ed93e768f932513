package io.countersign.auth.spi;

import io.countersign.auth.spi.keys.SigningKeyStore;

class InMemoryKeyStoreTest extends KeyStoreContract {

  private final InMemoryKeyStore store = new InMemoryKeyStore();

  @Override
  protected SigningKeyStore keys() {
    return store;
  }

  @Override
  protected SecretStore secrets() {
    return store;
  }
}
