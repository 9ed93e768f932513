package io.countersign.auth.verify;

import io.countersign.auth.AccessToken;
import io.countersign.auth.TokenVerifier;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;

/**
 * What access tokens say and how strictly they are read.
 *
 * @param issuer the {@code iss} (RFC 7519 §4.1.1)
 * @param audience the {@code aud}, at least one; a token that names one of them is accepted
 * @param ttl how long a token lives, in whole seconds; at most 1 hour, 15 minutes by default
 * @param type the header's {@code typ}: {@code JWT}, the default, or {@code at+jwt} (RFC 9068)
 * @param clockSkew how far clocks may differ; 30 seconds by default, at most 300 (5 minutes)
 */
public record AccessTokenSettings(
    String issuer, Set<String> audience, Duration ttl, String type, Duration clockSkew) {

  /**
   * Checks every value.
   *
   * @throws InvalidSettingException when one is out of bounds, naming its setting
   */
  public AccessTokenSettings {
    audience = Set.copyOf(audience);
    if (issuer.isBlank()) {
      throw new InvalidSettingException("countersign.issuer", "must not be empty");
    }
    if (audience.isEmpty() || audience.stream().anyMatch(String::isBlank)) {
      throw new InvalidSettingException("countersign.audience", "must not be empty");
    }
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0
        || ttl.compareTo(AccessToken.LONGEST_TTL) > 0
        || !ttl.equals(ttl.truncatedTo(ChronoUnit.SECONDS))) {
      throw new InvalidSettingException(
          "countersign.access-token.ttl",
          "must be whole seconds, from PT1S to " + AccessToken.LONGEST_TTL);
    }
    if (!Set.of("JWT", "at+jwt").contains(type)) {
      throw new InvalidSettingException("countersign.access-token.type", "must be JWT or at+jwt");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(TokenVerifier.LARGEST_SKEW) > 0) {
      throw new InvalidSettingException(
          "countersign.clock-skew", "must be from PT0S to " + TokenVerifier.LARGEST_SKEW);
    }
  }

  /**
   * Reads all settings but the life of a token, which matters only to the issuer.
   *
   * @throws InvalidSettingException when one is missing or wrong, naming it
   */
  public static AccessTokenSettings read(SettingValues values, Duration ttl) {
    return new AccessTokenSettings(
        values.required("issuer", Function.identity()),
        values.required("audience", SettingValues::names),
        ttl,
        values.optional("access-token.type", Function.identity(), "JWT"),
        values.optional("clock-skew", SettingValues::duration, "PT30S"));
  }
}
