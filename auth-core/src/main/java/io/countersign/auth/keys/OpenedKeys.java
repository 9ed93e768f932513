package io.countersign.auth.keys;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys that this node could open. A key that it cannot open does not affect the others.
 *
 * <p>A private key that was opened once is kept while it is the same key: another node may seal it
 * anew, under a master key that this one does not have yet.
 */
final class OpenedKeys {

  private static final System.Logger LOG = System.getLogger(OpenedKeys.class.getName());

  private final KeyVault vault;
  private final Map<String, Opened> signing = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  private record Opened(SecretBytes publicKey, SigningKey key) {}

  OpenedKeys(KeyVault vault) {
    this.vault = vault;
  }

  /** The private key; empty when there is none, or when this node cannot open it. */
  Optional<SigningKey> signing(StoredSigningKey stored) {
    if (stored.sealedPrivateKey().isEmpty()) {
      return Optional.empty();
    }
    Opened known = signing.get(stored.kid());
    if (known != null && known.publicKey().equals(stored.publicKey())) {
      return Optional.of(known.key());
    }
    Optional<SigningKey> opened = attempt("private", stored, vault::open);
    opened.ifPresent(key -> signing.put(stored.kid(), new Opened(stored.publicKey(), key)));
    return opened;
  }

  /** The public key; empty when it cannot be read, or is not the key that its name says. */
  Optional<VerificationKey> verifying(StoredSigningKey stored) {
    return attempt("public", stored, vault::publicPart);
  }

  /** Forgets the opened keys whose private part is no longer stored. */
  void retain(List<StoredSigningKey> stored) {
    signing
        .keySet()
        .retainAll(
            stored.stream()
                .filter(key -> key.sealedPrivateKey().isPresent())
                .map(StoredSigningKey::kid)
                .collect(Collectors.toSet()));
  }

  /** Logs a part that cannot be read once, however often it is tried. */
  private <K> Optional<K> attempt(
      String part, StoredSigningKey stored, Function<StoredSigningKey, K> read) {
    String what = part + " part of the " + stored.state() + " key " + stored.kid();
    try {
      K key = read.apply(stored);
      unreadable.remove(what);
      return Optional.of(key);
    } catch (RuntimeException e) {
      if (unreadable.add(what)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The {0} cannot be read here; the other keys can: {1}",
            what,
            e.getMessage());
      }
      return Optional.empty();
    }
  }
}
