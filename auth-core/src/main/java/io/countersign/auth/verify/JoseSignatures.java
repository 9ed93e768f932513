package io.countersign.auth.verify;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;

/**
 * Signs and verifies with jose4j's two algorithms and no other.
 *
 * <p>They are asked directly: jose4j's {@code JsonWebSignature} would decode and parse the token
 * once more, leniently, and in ten times the memory. {@link HeaderRules} has checked the header;
 * jose4j checks key and signature here.
 */
public final class JoseSignatures {

  private static final JsonWebSignatureAlgorithm RS256 = algorithm(SigningAlgorithm.RS256);
  private static final JsonWebSignatureAlgorithm ES256 = algorithm(SigningAlgorithm.ES256);

  private final ProviderContext providers;

  /** Signatures by the JCA providers that this Java chooses by itself. */
  public static JoseSignatures ofThisJava() {
    return new JoseSignatures(new ProviderContext());
  }

  /**
   * Signatures by these JCA providers.
   *
   * @param providers of the signatures
   */
  public JoseSignatures(ProviderContext providers) {
    this.providers = providers;
  }

  private static JsonWebSignatureAlgorithm algorithm(SigningAlgorithm name) {
    try {
      return AlgorithmFactoryFactory.getInstance()
          .getJwsAlgorithmFactory()
          .getAlgorithm(name.name());
    } catch (InvalidAlgorithmException e) {
      throw new IllegalStateException("this Java does not offer " + name, e);
    }
  }

  /**
   * Checks the signature by this key with this key's algorithm.
   *
   * @throws InvalidSignatureException when it does not hold
   */
  public void require(CompactJws jws, VerificationKey key) {
    require(jws.signature(), jws.signingInput(), key);
  }

  /**
   * Checks a signature over these octets by this key with this key's algorithm.
   *
   * @throws InvalidSignatureException when it does not hold
   */
  public void require(byte[] signature, byte[] signingInput, VerificationKey key) {
    JsonWebSignatureAlgorithm algorithm = of(key.algorithm());
    try {
      algorithm.validateVerificationKey(key.publicKey());
      if (!algorithm.verifySignature(signature, key.publicKey(), signingInput, providers)) {
        throw new InvalidSignatureException();
      }
    } catch (JoseException e) { // such as a signature of a wrong length
      throw new InvalidSignatureException();
    }
  }

  /** Signs with this key and its algorithm. */
  public byte[] sign(byte[] signingInput, SigningKey key) {
    JsonWebSignatureAlgorithm algorithm = of(key.algorithm());
    try {
      algorithm.validateSigningKey(key.privateKey());
      return algorithm.sign(algorithm.prepareForSign(key.privateKey(), providers), signingInput);
    } catch (JoseException e) {
      throw new IllegalStateException("the signing key " + key.kid() + " cannot sign", e);
    }
  }

  private static JsonWebSignatureAlgorithm of(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> RS256;
      case ES256 -> ES256;
    };
  }
}
