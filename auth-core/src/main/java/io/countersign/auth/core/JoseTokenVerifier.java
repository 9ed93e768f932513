package io.countersign.auth.core;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.VerificationKey;
import java.time.Clock;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies access tokens: what is not canonical never reaches jose4j, which does the cryptography
 * with the one key and the one algorithm that the header's {@code kid} names.
 */
public final class JoseTokenVerifier extends TokenVerifier {

  private final HeaderRules headerRules;
  private final ClaimRules claimRules;

  /**
   * A verifier.
   *
   * @param keyRing which keys are trusted
   * @param settings issuer, audience, type and clock skew
   * @param clock what {@code exp}, {@code iat} and {@code nbf} are held against
   */
  public JoseTokenVerifier(KeyRing keyRing, AccessTokenSettings settings, Clock clock) {
    this.headerRules = new HeaderRules(keyRing);
    this.claimRules = new ClaimRules(settings, clock);
  }

  @Override
  public VerifiedToken verify(String compactToken) {
    UnverifiedToken token = UnverifiedToken.parse(compactToken);
    VerificationKey key = headerRules.keyFor(token.header());
    requireSignature(compactToken, key);
    claimRules.check(token.header(), token.claims());
    return verified(compactToken, token.claims());
  }

  private static void requireSignature(String compactToken, VerificationKey key) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().name()));
    jws.setKey(key.publicKey());
    try {
      jws.setCompactSerialization(compactToken);
      if (!jws.verifySignature()) {
        throw new InvalidSignatureException();
      }
    } catch (JoseException e) { // its message quotes the token: never let it out
      throw new InvalidSignatureException();
    }
  }
}
