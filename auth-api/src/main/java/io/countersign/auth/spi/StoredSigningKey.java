package io.countersign.auth.spi;

import java.time.Instant;

/**
 * A signing key at rest.
 *
 * @param kid its RFC 7638 thumbprint
 * @param algorithm the only algorithm it is used with
 * @param publicKey the public key as SubjectPublicKeyInfo (RFC 5280 §4.1)
 * @param sealedPrivateKey the private key as PKCS#8, encrypted under the master key
 * @param createdAt when it was generated or imported
 */
public record StoredSigningKey(
    String kid,
    SigningAlgorithm algorithm,
    SecretBytes publicKey,
    SecretBytes sealedPrivateKey,
    Instant createdAt) {}
