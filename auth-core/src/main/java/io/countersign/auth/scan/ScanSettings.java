package io.countersign.auth.scan;

import java.time.Duration;

/**
 * What is allowed of a token.
 *
 * @param maxLifetime from {@code iat} to {@code exp}
 * @param skew how far another clock may be ahead
 * @param effort what signatures may cost
 */
record ScanSettings(Duration maxLifetime, Duration skew, Effort effort) {

  static final ScanSettings DEFAULT =
      new ScanSettings(Duration.ofHours(1), Duration.ofSeconds(30), Effort.FULL);

  /** Refuses what cannot be. */
  ScanSettings {
    if (maxLifetime.isNegative() || maxLifetime.isZero()) {
      throw new IllegalArgumentException("the longest lifetime must be positive");
    }
    if (skew.isNegative()) {
      throw new IllegalArgumentException("the clock skew must not be negative");
    }
  }
}
