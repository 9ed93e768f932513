package io.countersign.auth.core;

import io.countersign.auth.spi.SigningAlgorithm;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which key to sign with.
 *
 * @param algorithm RS256, the default, or ES256
 * @param rsaBits the size of a generated RSA key; 2048 by default, up to 8192
 * @param importKeyFile a PKCS#8 PEM file to start with instead of a generated key
 */
public record SigningSettings(
    SigningAlgorithm algorithm, int rsaBits, Optional<Path> importKeyFile) {

  /**
   * Checks the size.
   *
   * @throws InvalidSettingException when it is out of bounds
   */
  public SigningSettings {
    if (rsaBits < 2048 || rsaBits > 8192 || rsaBits % 8 != 0) {
      throw new InvalidSettingException(
          "countersign.signing.rsa-bits", "must be a multiple of 8 from 2048 to 8192");
    }
  }
}
