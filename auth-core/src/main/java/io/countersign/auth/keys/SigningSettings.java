package io.countersign.auth.keys;

import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which keys to sign with, and how they take turns.
 *
 * @param algorithm RS256, the default, or ES256
 * @param rsaBits the size of a generated RSA key; 2048 by default, up to 8192
 * @param importKeyFile a PKCS#8 PEM file to start with instead of a generated key
 * @param rotationInterval how long a key signs; 30 days by default, at least twice {@code
 *     publishAhead}
 * @param publishAhead how long every node shows a key before any signs with it; 1 hour by default,
 *     at least {@code jwksMaxAge} and {@code clockSkew} together
 * @param jwksMaxAge how long verifiers may keep the JWK Set; 5 minutes by default, at most 1 day
 * @param clockSkew how far clocks may differ
 */
public record SigningSettings(
    SigningAlgorithm algorithm,
    int rsaBits,
    Optional<Path> importKeyFile,
    Duration rotationInterval,
    Duration publishAhead,
    Duration jwksMaxAge,
    Duration clockSkew) {

  private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_650);
  private static final Duration LONGEST_MAX_AGE = Duration.ofDays(1);
  private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST_REFRESH = Duration.ofSeconds(5);

  /**
   * Checks every value, and each against the others.
   *
   * @throws InvalidSettingException when one is out of bounds, naming its setting
   */
  public SigningSettings {
    if (!SigningKeys.isRsaSize(rsaBits)) {
      throw new InvalidSettingException(
          "countersign.signing.rsa-bits", "must be a multiple of 8 from 2048 to 8192");
    }
    if (jwksMaxAge.compareTo(Duration.ofSeconds(1)) < 0
        || jwksMaxAge.compareTo(LONGEST_MAX_AGE) > 0) {
      throw new InvalidSettingException("countersign.jwks.max-age", "must be from PT1S to P1D");
    }
    if (publishAhead.compareTo(jwksMaxAge.plus(clockSkew)) < 0) {
      throw new InvalidSettingException(
          "countersign.signing.publish-ahead",
          "is "
              + publishAhead
              + " but must not be shorter than countersign.jwks.max-age ("
              + jwksMaxAge
              + ") and countersign.clock-skew ("
              + clockSkew
              + ") together: verifiers would meet tokens of a key they cannot know");
    }
    if (rotationInterval.compareTo(publishAhead.multipliedBy(2)) < 0
        || rotationInterval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new InvalidSettingException(
          "countersign.signing.rotation-interval",
          "must be at least twice countersign.signing.publish-ahead ("
              + publishAhead
              + "), and at most P3650D");
    }
  }

  /** How old a node's knowledge of the keys may become: a tenth of the lead, 1 to 5 seconds. */
  public Duration refreshInterval() {
    Duration tenth = publishAhead.dividedBy(10);
    if (tenth.compareTo(SHORTEST_REFRESH) < 0) {
      return SHORTEST_REFRESH;
    }
    return tenth.compareTo(LONGEST_REFRESH) > 0 ? LONGEST_REFRESH : tenth;
  }
}
