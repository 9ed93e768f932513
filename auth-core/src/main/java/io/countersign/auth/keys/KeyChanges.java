package io.countersign.auth.keys;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Changes the stored keys together with the events of the change. These are told once the change is
 * committed and this node knows it.
 */
final class KeyChanges {

  private final SigningKeyStore store;
  private final SecurityEvents events;

  KeyChanges(SigningKeyStore store, SecurityEvents events) {
    this.store = store;
    this.events = events;
  }

  /**
   * Changes the keys.
   *
   * @param change the keys to store, from all that are stored
   * @param makeKnown what makes the change known to this node
   * @return all keys as they are stored now
   */
  StoredKeys make(
      Function<StoredKeys, List<StoredSigningKey>> change, Actor by, Runnable makeKnown) {
    Map<String, KeyState> before = new HashMap<>();
    return events.tellOnceKnown(
        events.record(
            (StoredKeys after) -> reports(before, after, by),
            kept ->
                store.change(
                    stored -> {
                      before.clear(); // of an earlier try that was not committed
                      stored.keys().forEach(key -> before.put(key.kid(), key.state()));
                      return change.apply(stored);
                    },
                    kept)),
        makeKnown);
  }

  private List<SecurityEvent> reports(Map<String, KeyState> before, StoredKeys after, Actor by) {
    return after.keys().stream()
        .filter(key -> key.state() != before.get(key.kid()))
        .sorted(Comparator.comparing(StoredSigningKey::state).reversed()) // ends before beginnings
        .map(key -> event(key, by))
        .toList();
  }

  private SecurityEvent event(StoredSigningKey key, Actor by) {
    SecurityEvent.Type type =
        switch (key.state()) {
          case PUBLISHED -> SecurityEvent.Type.KEY_PUBLISHED;
          case ACTIVE -> SecurityEvent.Type.KEY_ACTIVATED;
          case RETIRED -> SecurityEvent.Type.KEY_RETIRED;
          case REVOKED -> SecurityEvent.Type.KEY_REVOKED;
          case DELETED -> SecurityEvent.Type.KEY_DELETED;
        };
    return events.now(type).by(by).with(Map.of("kid", key.kid(), "alg", key.algorithm().name()));
  }
}
