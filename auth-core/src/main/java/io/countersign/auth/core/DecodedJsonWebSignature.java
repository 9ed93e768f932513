package io.countersign.auth.core;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.spi.VerificationKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * jose4j's signature over parts that have been decoded already.
 *
 * <p>jose4j would decode and parse them once more, leniently, in 50 times the memory. Everything
 * that it checks about algorithm, key and signature stays with it.
 */
final class DecodedJsonWebSignature extends JsonWebSignature {

  private final String encodedHeader;

  private DecodedJsonWebSignature(CompactJws jws, VerificationKey key) {
    String algorithm = key.algorithm().name();
    encodedHeader = jws.encodedHeader();
    setAlgorithmHeaderValue(algorithm); // the key's, which the header's has been held against
    setEncodedPayload(jws.encodedPayload());
    setSignature(jws.signature());
    setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
    setKey(key.publicKey());
  }

  /** The header as it came: the signature is over its octets, not over what they mean. */
  @Override
  protected String getEncodedHeader() {
    return encodedHeader;
  }

  /**
   * Checks the signature by this key with this key's algorithm.
   *
   * @throws InvalidSignatureException when it does not hold
   */
  static void require(CompactJws jws, VerificationKey key) {
    try {
      if (!new DecodedJsonWebSignature(jws, key).verifySignature()) {
        throw new InvalidSignatureException();
      }
    } catch (JoseException e) { // its message quotes the token: never let it out
      throw new InvalidSignatureException();
    }
  }
}
