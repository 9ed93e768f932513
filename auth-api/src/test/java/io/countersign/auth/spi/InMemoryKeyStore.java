package io.countersign.auth.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The sealed keys and secrets in memory, under one lock. */
public final class InMemoryKeyStore implements SigningKeyStore, SecretStore {

  private final Map<String, SecretBytes> secrets = new HashMap<>();
  private final Map<String, StoredSigningKey> keys = new TreeMap<>();

  @Override
  public synchronized List<StoredSigningKey> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public synchronized List<StoredSigningKey> change(UnaryOperator<List<StoredSigningKey>> change) {
    change.apply(keys()).forEach(key -> keys.put(key.kid(), key));
    return keys();
  }

  @Override
  public synchronized SecretBytes keepFirst(String name, SecretBytes sealedCandidate) {
    return secrets.computeIfAbsent(name, absent -> sealedCandidate);
  }

  @Override
  public synchronized void replace(String name, SecretBytes sealed, SecretBytes sealedAnew) {
    secrets.replace(name, sealed, sealedAnew);
  }
}
