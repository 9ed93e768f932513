package io.countersign.auth.core;

import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.SigningKey;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The keys as one node knew them at one moment. */
final class KeySnapshot {

  private static final Set<KeyState> TRUSTED =
      Set.of(KeyState.PUBLISHED, KeyState.ACTIVE, KeyState.RETIRED);

  /** RSA before EC, as the oldest verifiers want it; the one that signs before the others. */
  private static final Comparator<StoredSigningKey> AS_PUBLISHED =
      Comparator.comparing(StoredSigningKey::algorithm)
          .thenComparing(key -> key.state() != KeyState.ACTIVE)
          .thenComparing(StoredSigningKey::kid);

  final Instant readAt;
  final List<StoredSigningKey> stored;
  final SigningKey signingKey;
  final Map<String, VerificationKey> verificationKeys;
  final String jwks;
  final String etag;

  private KeySnapshot(
      Instant readAt,
      List<StoredSigningKey> stored,
      SigningKey signingKey,
      Map<String, VerificationKey> verificationKeys,
      String jwks) {
    this.readAt = readAt;
    this.stored = stored;
    this.signingKey = signingKey;
    this.verificationKeys = verificationKeys;
    this.jwks = jwks;
    this.etag = UUID.nameUUIDFromBytes(jwks.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What was stored at {@code readAt}. */
  static KeySnapshot of(List<StoredSigningKey> stored, KeyVault vault, Instant readAt) {
    Map<String, VerificationKey> keys = new LinkedHashMap<>();
    stored.stream()
        .filter(key -> TRUSTED.contains(key.state()))
        .sorted(AS_PUBLISHED)
        .forEach(key -> keys.put(key.kid(), vault.publicPart(key)));
    SigningKey signing = vault.open(KeySchedule.in(KeyState.ACTIVE, stored).orElseThrow());
    return new KeySnapshot(
        readAt, List.copyOf(stored), signing, keys, JsonWebKeySet.of(keys.values()));
  }

  /** The same keys, seen again later. */
  KeySnapshot seenAgain(Instant later) {
    return new KeySnapshot(later, stored, signingKey, verificationKeys, jwks);
  }
}
