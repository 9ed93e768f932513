package io.countersign.auth.web;

import io.countersign.auth.core.AccessTokenSettings;
import io.countersign.auth.core.RefreshTokenSettings;
import io.countersign.auth.core.SigningSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings of a deployment, read once and valid.
 *
 * @param masterKeyFile the file of the master key
 * @param jwksMaxAge how long verifiers may keep the JWKS
 * @param bootstrapUsername the administrator made at the first start
 * @param bootstrapPassword the administrator's password; empty for a random one
 */
record Settings(
    AccessTokenSettings accessTokens,
    RefreshTokenSettings refreshTokens,
    SigningSettings signing,
    Path masterKeyFile,
    Duration jwksMaxAge,
    String bootstrapUsername,
    Optional<String> bootstrapPassword) {

  /** Names no value: one of them is a password. */
  @Override
  public String toString() {
    return "Settings[]";
  }
}
