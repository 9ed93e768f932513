package io.countersign.auth.keys;

import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.JsonWebKeySet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The keys as one node knew them at one moment. */
final class KeySnapshot {

  private static final Set<KeyState> TRUSTED =
      Set.of(KeyState.PUBLISHED, KeyState.ACTIVE, KeyState.RETIRED);

  /** RSA before EC, as the oldest verifiers want it; the signing key before the others. */
  private static final Comparator<StoredSigningKey> AS_PUBLISHED =
      Comparator.comparing(StoredSigningKey::algorithm)
          .thenComparing(key -> key.state() != KeyState.ACTIVE)
          .thenComparing(StoredSigningKey::kid);

  final Instant readAt;
  final StoredKeys stored;
  final Optional<SigningKey> signingKey;
  final Map<String, VerificationKey> verificationKeys;
  final String jwks;
  final String etag;

  private KeySnapshot(
      Instant readAt,
      StoredKeys stored,
      Optional<SigningKey> signingKey,
      Map<String, VerificationKey> verificationKeys,
      String jwks) {
    this.readAt = readAt;
    this.stored = stored;
    this.signingKey = signingKey;
    this.verificationKeys = verificationKeys;
    this.jwks = jwks;
    this.etag = UUID.nameUUIDFromBytes(jwks.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * What was stored at {@code readAt}, as far as this node can open it.
   *
   * <p>The signing key counts only if this node can also verify with it. The next key is opened at
   * once: when its turn comes, it may be sealed anew.
   */
  static KeySnapshot of(StoredKeys stored, OpenedKeys opened, Instant readAt) {
    Map<String, VerificationKey> keys = new LinkedHashMap<>();
    stored.keys().stream()
        .filter(key -> TRUSTED.contains(key.state()))
        .sorted(AS_PUBLISHED)
        .forEach(key -> opened.verifying(key).ifPresent(it -> keys.put(key.kid(), it)));
    opened.retain(stored.keys());
    stored.in(KeyState.PUBLISHED).ifPresent(opened::signing);
    Optional<SigningKey> signing =
        stored
            .in(KeyState.ACTIVE)
            .flatMap(opened::signing)
            .filter(key -> keys.containsKey(key.kid()));
    return new KeySnapshot(readAt, stored, signing, keys, JsonWebKeySet.of(keys.values()));
  }

  /** The same keys, seen again later. */
  KeySnapshot seenAgain(Instant later) {
    return new KeySnapshot(later, stored, signingKey, verificationKeys, jwks);
  }
}
