package io.countersign.auth.testkit;

import io.countersign.auth.AccessToken;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Issues access tokens of one issuer, with the header and the claims of a deployment's. It is safe
 * for use by many threads.
 */
public final class TestTokens {

  private final AccessTokenSettings settings;
  private final TestKeys keys;

  TestTokens(AccessTokenSettings settings, TestKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /**
   * Tokens by a key that the test brings, of a deployment that was given the same key. {@link
   * TestCountersign} needs none.
   *
   * @param issuer the {@code iss}
   * @param audience the {@code aud}
   * @param algorithm what the key signs with
   * @param key the key
   */
  public static TestTokens of(
      String issuer, String audience, SigningAlgorithm algorithm, KeyPair key) {
    return new TestTokens(settings(issuer, Set.of(audience), "JWT"), TestKeys.of(algorithm, key));
  }

  static AccessTokenSettings settings(String issuer, Set<String> audience, String type) {
    return new AccessTokenSettings(
        issuer, audience, Duration.ofMinutes(15), type, Duration.ofSeconds(30));
  }

  /** Starts a token of somebody whom no other token is about. */
  public TestToken token() {
    return new TestToken(this);
  }

  /** Signs what the token says. */
  AccessToken issue(AccessTokenIssuer.Subject subject, Map<String, Object> claims) {
    ClaimContributor contributor = user -> claims;
    return new AccessTokenIssuer(
            keys, settings, List.of(contributor), UUID::randomUUID, Clock.systemUTC())
        .issue(subject);
  }

  TestKeys keys() {
    return keys;
  }

  AccessTokenSettings settings() {
    return settings;
  }
}
