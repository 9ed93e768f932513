package io.countersign.auth.spi;

import java.util.List;
import java.util.Optional;

/**
 * The signing keys as a store has them, at one moment.
 *
 * @param keys the keys that this version understands, in the order of their names
 * @param othersMaySign whether there are keys that it does not understand and that sign, or will: a
 *     newer version wrote them, and only such a version may decide who signs
 */
public record StoredKeys(List<StoredSigningKey> keys, boolean othersMaySign) {

  /** Copies the keys. */
  public StoredKeys {
    keys = List.copyOf(keys);
  }

  /** The key in a state of which there is at most one: published or active. */
  public Optional<StoredSigningKey> in(KeyState state) {
    return keys.stream().filter(key -> key.state() == state).findFirst();
  }
}
