package io.countersign.auth.spi.keys;

import java.security.PrivateKey;

/**
 * The key that signs.
 *
 * @param kid its RFC 7638 thumbprint
 * @param algorithm the only algorithm it is used with
 * @param privateKey the private key
 */
public record SigningKey(String kid, SigningAlgorithm algorithm, PrivateKey privateKey) {

  /** Names the key, without the key. */
  @Override
  public String toString() {
    return "SigningKey[kid=" + kid + ", algorithm=" + algorithm + "]";
  }
}
