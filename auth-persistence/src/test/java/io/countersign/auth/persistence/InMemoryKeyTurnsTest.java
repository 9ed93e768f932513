package io.countersign.auth.persistence;

import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.keys.SigningKeyStore;

class InMemoryKeyTurnsTest extends KeyTurnsContract {

  @Override
  SigningKeyStore emptyStore() {
    return new InMemoryKeyStore();
  }
}
