package io.countersign.auth.spi;

import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The sealed keys and secrets in memory, under one lock, with the constraints of the schema. */
public final class InMemoryKeyStore implements SigningKeyStore, SecretStore {

  private final InMemorySecurityEventStore events;

  private final Map<String, SecretBytes> secrets = new HashMap<>();
  private final Map<String, Stranger> strangers = new TreeMap<>();
  private Map<String, StoredSigningKey> keys = new TreeMap<>();

  /**
   * A row that a newer version wrote.
   *
   * @param state the state's name, known here or not
   * @param hasPrivatePart whether it signs, or will
   */
  private record Stranger(String state, boolean hasPrivatePart) {}

  /** Keeps a row that this version does not understand. */
  public synchronized void addStranger(String kid, String state, boolean hasPrivatePart) {
    strangers.put(kid, new Stranger(state, hasPrivatePart));
  }

  /** Removes such a row. */
  public synchronized void removeStranger(String kid) {
    strangers.remove(kid);
  }

  /** Puts a row into the store as it is, whatever becomes of it. */
  public synchronized void damage(StoredSigningKey key) {
    keys.put(key.kid(), key);
  }

  /** A store without keys. */
  public InMemoryKeyStore() {
    this(new InMemorySecurityEventStore());
  }

  /** A store without keys that keeps what is reported of their changes there. */
  public InMemoryKeyStore(InMemorySecurityEventStore events) {
    this.events = events;
  }

  @Override
  public synchronized StoredKeys keys() {
    return new StoredKeys(
        List.copyOf(keys.values()), strangers.values().stream().anyMatch(Stranger::hasPrivatePart));
  }

  @Override
  public synchronized StoredKeys change(
      Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report) {
    Map<String, StoredSigningKey> changed = new TreeMap<>(keys);
    change.apply(keys()).stream()
        .sorted(Comparator.comparing(StoredSigningKey::state).reversed()) // the end of life first
        .forEach(
            key -> {
              changed.put(key.kid(), key);
              requireConstraints(key, changed);
            });
    keys = changed;
    StoredKeys after = keys();
    events.keep(report, after);
    return after;
  }

  private void requireConstraints(StoredSigningKey key, Map<String, StoredSigningKey> all) {
    boolean signs = key.state() == KeyState.PUBLISHED || key.state() == KeyState.ACTIVE;
    require(key.sealedPrivateKey().isPresent() == signs, "signing_key_private_check", key);
    require(key.endedAt().isPresent() != signs, "signing_key_ended_check", key);
    require(!signs || isAlone(key.state(), all), "signing_key_one_" + key.state() + "_idx", key);
  }

  private boolean isAlone(KeyState state, Map<String, StoredSigningKey> all) {
    return all.values().stream().filter(key -> key.state() == state).count()
            + strangers.values().stream().filter(row -> row.state().equals(state.name())).count()
        == 1;
  }

  private static void require(boolean holds, String constraint, StoredSigningKey key) {
    if (!holds) {
      throw new IllegalStateException(constraint + ": " + key.kid() + " " + key.state());
    }
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
