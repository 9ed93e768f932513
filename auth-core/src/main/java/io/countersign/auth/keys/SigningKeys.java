package io.countersign.auth.keys;

import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Makes and names key pairs. */
public final class SigningKeys {

  private SigningKeys() {}

  /** Whether RSA keys of this size are made here: a multiple of 8 from 2048 to 8192. */
  public static boolean isRsaSize(int bits) {
    return bits >= 2048 && bits <= 8192 && bits % 8 == 0;
  }

  /**
   * Generates a key pair.
   *
   * @param algorithm what it is to sign with
   * @param rsaBits the {@linkplain #isRsaSize size} of an RSA key; for ES256 ignored
   * @param random where the key comes from
   */
  public static KeyPair generate(SigningAlgorithm algorithm, int rsaBits, SecureRandom random) {
    try {
      return generate(algorithm, rsaBits, random, KeyPairGenerator.getInstance(keyType(algorithm)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot generate keys for " + algorithm, e);
    }
  }

  /** Generates a key pair by this generator of the algorithm's keys. */
  static KeyPair generate(
      SigningAlgorithm algorithm, int rsaBits, SecureRandom random, KeyPairGenerator generator)
      throws GeneralSecurityException {
    switch (algorithm) {
      case RS256 -> generator.initialize(rsaBits, random);
      case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    }
    return generator.generateKeyPair();
  }

  /** The private key in these PKCS#8 octets, as the factory of its algorithm makes it. */
  public static PrivateKey privateKey(byte[] pkcs8, KeyFactory factory)
      throws GeneralSecurityException {
    return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * The public key in these SubjectPublicKeyInfo octets, as the factory of its algorithm makes it.
   */
  public static PublicKey publicKey(byte[] subjectPublicKeyInfo, KeyFactory factory)
      throws GeneralSecurityException {
    return factory.generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
  }

  /** The key's name: its RFC 7638 thumbprint with SHA-256, base64url. */
  public static String thumbprint(PublicKey key) {
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(key)
          .calculateBase64urlEncodedThumbprint("SHA-256");
    } catch (JoseException e) {
      throw new IllegalStateException("a key of this type has no thumbprint", e);
    }
  }

  /** The algorithm's name for its keys in the JCA. */
  static String keyType(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> "RSA";
      case ES256 -> "EC";
    };
  }
}
