package io.countersign.auth.spi.keys;

import io.countersign.auth.spi.SecretBytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A signing key at rest.
 *
 * @param kid its RFC 7638 thumbprint
 * @param algorithm the only algorithm it is used with
 * @param state what it is used for
 * @param publicKey the public key as SubjectPublicKeyInfo (RFC 5280 §4.1)
 * @param sealedPrivateKey the private key as PKCS#8, encrypted under the master key; empty once it
 *     signs no more
 * @param createdAt when it was generated or imported, and published
 * @param activatesAt when it begins to sign, or began
 * @param endedAt when it was retired or revoked
 */
public record StoredSigningKey(
    String kid,
    SigningAlgorithm algorithm,
    KeyState state,
    SecretBytes publicKey,
    Optional<SecretBytes> sealedPrivateKey,
    Instant createdAt,
    Instant activatesAt,
    Optional<Instant> endedAt) {

  /** This key, signing from now on. */
  public StoredSigningKey activated(Instant now) {
    return new StoredSigningKey(
        kid, algorithm, KeyState.ACTIVE, publicKey, sealedPrivateKey, createdAt, now, endedAt);
  }

  /** This key without its private part, retired or revoked. */
  public StoredSigningKey ended(KeyState end, Instant now) {
    return new StoredSigningKey(
        kid, algorithm, end, publicKey, Optional.empty(), createdAt, activatesAt, Optional.of(now));
  }

  /** This key, remembered by name. */
  public StoredSigningKey deleted() {
    return new StoredSigningKey(
        kid,
        algorithm,
        KeyState.DELETED,
        publicKey,
        Optional.empty(),
        createdAt,
        activatesAt,
        endedAt);
  }

  /** This key, sealed anew. */
  public StoredSigningKey resealed(SecretBytes privateKey) {
    return new StoredSigningKey(
        kid, algorithm, state, publicKey, Optional.of(privateKey), createdAt, activatesAt, endedAt);
  }
}
