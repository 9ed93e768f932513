package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.token.Effort;
import io.countersign.auth.scan.token.TokenType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is allowed and expected of a token.
 *
 * @param usualLifetime from {@code iat} to {@code exp}; beyond, it is long
 * @param maxLifetime from {@code iat} to {@code exp}; beyond, it is too long
 * @param skew how far another clock may be ahead
 * @param effort what signatures may cost
 * @param type the type that tokens are judged by, where the caller knows
 * @param issuer who should have issued it, where the caller knows
 * @param audiences of which it should name one; empty where the caller does not know
 */
public record ScanSettings(
    Duration usualLifetime,
    Duration maxLifetime,
    Duration skew,
    Effort effort,
    Optional<TokenType> type,
    Optional<String> issuer,
    Set<String> audiences) {

  /** The usual lifetime, by default; a token that lives longer is long. */
  public static final Duration USUAL_LIFETIME = Duration.ofHours(1);

  /** The longest lifetime, by default; a token that lives longer lives too long. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(1);

  /** How far clocks may differ. */
  public static final Duration SKEW = Duration.ofSeconds(30);

  /** Refuses what cannot be. */
  public ScanSettings {
    if (maxLifetime.isNegative() || maxLifetime.isZero()) {
      throw new IllegalArgumentException("the longest lifetime must be positive");
    }
    if (skew.isNegative()) {
      throw new IllegalArgumentException("the clock skew must not be negative");
    }
    if (issuer.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the issuer must not be empty");
    }
    if (audiences.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an audience must not be empty");
    }
    audiences = Set.copyOf(audiences);
  }

  /** The same for a token inside of another, without expectations. */
  public ScanSettings inside() {
    return new ScanSettings(
        usualLifetime, maxLifetime, skew, effort, Optional.empty(), Optional.empty(), Set.of());
  }
}
