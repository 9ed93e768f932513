package io.countersign.auth.spi.keys;

import java.security.PublicKey;

/**
 * A key that verifies.
 *
 * @param kid its RFC 7638 thumbprint
 * @param algorithm the only algorithm it is used with
 * @param publicKey the public key
 */
public record VerificationKey(String kid, SigningAlgorithm algorithm, PublicKey publicKey) {}
