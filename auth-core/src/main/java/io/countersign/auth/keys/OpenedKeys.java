package io.countersign.auth.keys;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SigningKey;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.VerificationKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys as this node could open them. One that it cannot open costs that key only.
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

  /** The key itself; empty when it has no private part, or none that this node can open. */
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

  /** Its public part; empty when that is not the key that its name says. */
  Optional<VerificationKey> verifying(StoredSigningKey stored) {
    return attempt("public", stored, vault::publicPart);
  }

  /** Forgets the private keys that these no longer have. */
  void retain(List<StoredSigningKey> stored) {
    signing
        .keySet()
        .retainAll(
            stored.stream()
                .filter(key -> key.sealedPrivateKey().isPresent())
                .map(StoredSigningKey::kid)
                .collect(Collectors.toSet()));
  }

  /** Says once what cannot be read, however often it is looked at. */
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
