package io.countersign.auth.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sealed keys and secrets in memory, under one lock. */
public final class InMemoryKeyStore implements SigningKeyStore, SecretStore {

  private final Map<String, SecretBytes> secrets = new HashMap<>();
  private @Nullable StoredSigningKey active;

  @Override
  public synchronized Optional<StoredSigningKey> activeKey() {
    return Optional.ofNullable(active);
  }

  @Override
  public synchronized StoredSigningKey activateFirst(StoredSigningKey candidate) {
    if (active == null) {
      active = candidate;
    }
    return active;
  }

  @Override
  public synchronized SecretBytes keepFirst(String name, SecretBytes sealedCandidate) {
    return secrets.computeIfAbsent(name, absent -> sealedCandidate);
  }
}
