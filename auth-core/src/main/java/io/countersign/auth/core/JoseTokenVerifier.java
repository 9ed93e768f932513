package io.countersign.auth.core;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.StrictJson.NotStrictJsonException;
import io.countersign.auth.spi.KeyRing;
import java.time.Clock;
import java.util.Map;

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
    CompactJws jws = CompactJws.parse(compactToken);
    Map<String, Object> header = object(jws.header());
    Map<String, Object> claims = object(jws.payload());
    JoseSignatures.require(jws, headerRules.keyFor(header));
    claimRules.check(header, claims);
    return verified(compactToken, claims);
  }

  private static Map<String, Object> object(byte[] octets) {
    try {
      return StrictJson.object(octets);
    } catch (NotStrictJsonException e) {
      throw new MalformedTokenException("its header or payload is not a strict JSON object");
    }
  }
}
