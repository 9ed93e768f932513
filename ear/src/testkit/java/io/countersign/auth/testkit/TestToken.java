package io.countersign.auth.testkit;

import io.countersign.auth.core.AccessTokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a token of a test says, and the token itself, right or wrong. Each call of {@link #valid} or
 * {@link #flawed} issues another token, with a {@code jti} of its own.
 *
 * <pre>{@code
 * countersign.token().username("carl").roles("clerk").valid()
 * }</pre>
 */
public final class TestToken {

  private final TestTokens tokens;
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private UUID subject = UUID.randomUUID();
  private String username = "user-" + subject;
  private Set<String> roles = Set.of();
  private Set<String> audience = Set.of();
  private Duration authenticatedAgo = Duration.ZERO;

  TestToken(TestTokens tokens) {
    this.tokens = tokens;
  }

  /** The {@code sub}: the user's id. By default another one for each {@code TestToken}. */
  public TestToken subject(UUID id) {
    subject = id;
    return this;
  }

  /** The {@code upn}: the login name. */
  public TestToken username(String name) {
    username = name;
    return this;
  }

  /** The {@code groups}: none by default. */
  public TestToken roles(String... names) {
    roles = new TreeSet<>(Arrays.asList(names));
    return this;
  }

  /**
   * The {@code aud}, for a deployment of several audiences.
   *
   * @param names some of the issuer's; all of them by default
   */
  public TestToken audience(String... names) {
    audience = Set.of(names);
    return this;
  }

  /** How long ago the password was shown ({@code auth_time}): just now by default. */
  public TestToken authenticatedAgo(Duration time) {
    authenticatedAgo = time;
    return this;
  }

  /**
   * Another claim, as a {@code ClaimContributor} adds it.
   *
   * @param name not one that Countersign sets itself; such a one is refused when the token is made
   * @param value a string, number, boolean, or a list or map of them
   */
  public TestToken claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  /**
   * A token that every verifier accepts for the next 15 minutes.
   *
   * @throws IllegalArgumentException when a claim is one that Countersign sets itself
   */
  public String valid() {
    Instant authenticatedAt = Instant.now().minus(authenticatedAgo);
    return tokens
        .issue(
            new AccessTokenIssuer.Subject(
                subject,
                username,
                roles,
                0,
                UUID.randomUUID(),
                Optional.of(authenticatedAt),
                audience),
            claims)
        .value();
  }

  /**
   * A token that every verifier refuses, and for this reason alone.
   *
   * @param flaw what is wrong with it
   */
  public String flawed(Flaw flaw) {
    TestKeys keys = tokens.keys();
    return new FlawedToken(valid(), keys.signingKey(), keys.signingKeysPublicKey()).with(flaw);
  }

  /** Names the user, whom a token may be issued for. */
  @Override
  public String toString() {
    return "TestToken[username=" + username + ", roles=" + roles + "]";
  }
}
