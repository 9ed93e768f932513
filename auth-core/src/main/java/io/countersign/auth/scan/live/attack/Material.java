package io.countersign.auth.scan.live.attack;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What attacks are made of.
 *
 * @param valid the token that the service accepts
 * @param second another genuine token
 * @param keys what the service publishes
 * @param signingKey what the owner lets the scan sign with
 * @param tokens the owner's other tokens, all of which should be refused
 * @param attacker the scan's own key
 * @param site where the attacker's keys are
 * @param skew how far clocks may differ at most
 * @param now when the scan began
 * @param random where random octets come from
 */
public record Material(
    GenuineToken valid,
    Optional<GenuineToken> second,
    PublicKeys keys,
    Optional<SigningKey> signingKey,
    Map<OwnersToken, String> tokens,
    AttackerKey attacker,
    AttackerSite site,
    Duration skew,
    Instant now,
    SecureRandom random) {

  private static final long LIFETIME = 300;

  /** Some octets that nobody signed. */
  byte[] noise(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** The valid token as the owner's key would sign it now; any service that trusts it takes it. */
  public Forgery regular(SigningKey key) {
    long seconds = now.getEpochSecond();
    Forgery regular =
        key.regular(Forgery.of(valid), valid.alg())
            .claim("iat", seconds)
            .claim("exp", seconds + LIFETIME);
    if (valid.claims().containsKey("nbf")) {
      regular = regular.claim("nbf", seconds);
    }
    return valid.claims().containsKey("jti")
        ? regular.claim("jti", UUID.nameUUIDFromBytes(noise(16)).toString())
        : regular;
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "Material[]";
  }
}
