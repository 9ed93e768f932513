package io.countersign.auth.spi.keys;

import java.util.List;
import java.util.Optional;

/**
 * The signing keys as a store has them, at one moment.
 *
 * @param keys the keys that this version understands, in the order of their names
 * @param othersMaySign whether a key that this version does not understand signs, or will sign; a
 *     newer version wrote it, and only such a version may decide which key signs
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
