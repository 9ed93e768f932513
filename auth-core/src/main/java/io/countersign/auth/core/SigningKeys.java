package io.countersign.auth.core;

import io.countersign.auth.spi.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes, imports and names key pairs. */
public final class SigningKeys {

  private static final String IMPORT = "countersign.signing.import-key-file";

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
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType(algorithm));
      switch (algorithm) {
        case RS256 -> generator.initialize(rsaBits, random);
        case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot generate keys for " + algorithm, e);
    }
  }

  /**
   * Reads a private key of an algorithm and computes its public key.
   *
   * @param file PKCS#8 in PEM (RFC 7468 §10), not encrypted
   * @param algorithm what the key is to sign with
   * @throws InvalidSettingException when it is anything else
   */
  public static KeyPair read(Path file, SigningAlgorithm algorithm) {
    try {
      byte[] pkcs8 = fromPem(Files.readString(file));
      PrivateKey privateKey = privateKey(pkcs8, KeyFactory.getInstance(keyType(algorithm)));
      PublicKey publicKey = publicKeyOf(privateKey, pkcs8);
      return new KeyPair(publicKey, privateKey);
    } catch (IOException e) {
      throw new InvalidSettingException(IMPORT, "names a file that cannot be read: " + file);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidSettingException(
          IMPORT,
          "names a file that holds no PKCS#8 PEM private key for "
              + algorithm
              + " (RSA of at least 2048 bits, or P-256): "
              + file);
    }
  }

  private static byte[] fromPem(String pem) {
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no PKCS#8 PEM");
    }
    return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
  }

  private static PublicKey publicKeyOf(PrivateKey privateKey, byte[] pkcs8)
      throws GeneralSecurityException, IOException {
    if (privateKey instanceof RSAPrivateCrtKey rsa) {
      if (rsa.getModulus().bitLength() < 2048) {
        throw new InvalidKeySpecException("too short");
      }
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
    if (!(privateKey instanceof ECPrivateKey ec) || !isP256(ec)) {
      throw new InvalidKeySpecException("neither RSA nor P-256");
    }
    return publicKey(PublicPoint.of(pkcs8), KeyFactory.getInstance("EC"));
  }

  private static boolean isP256(ECPrivateKey key) {
    return EllipticCurves.P_256.equals(EllipticCurves.getName(key.getParams().getCurve()));
  }

  /** The private key in these PKCS#8 octets, as the factory of its algorithm makes it. */
  static PrivateKey privateKey(byte[] pkcs8, KeyFactory factory) throws GeneralSecurityException {
    return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * The public key in these SubjectPublicKeyInfo octets, as the factory of its algorithm makes it.
   */
  static PublicKey publicKey(byte[] subjectPublicKeyInfo, KeyFactory factory)
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
