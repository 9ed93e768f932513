package io.countersign.auth.keys;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.InvalidSettingException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Makes keys and seals their private parts under the master key, each bound to its name. */
final class KeyVault {

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final CryptoProvider crypto;

  KeyVault(MasterKey masterKey, SecureRandom random, CryptoProvider crypto) {
    this.masterKey = masterKey;
    this.random = random;
    this.crypto = crypto;
  }

  /** Generates a key, which for a long RSA key takes seconds. */
  KeyPair generate(SigningSettings settings) {
    return SigningKeys.generate(settings.algorithm(), settings.rsaBits(), random);
  }

  /** Seals a key that signs from {@code activatesAt}. */
  StoredSigningKey store(
      KeyPair pair, SigningAlgorithm algorithm, KeyState state, Instant now, Instant activatesAt) {
    String kid = SigningKeys.thumbprint(pair.getPublic());
    SecretBytes privateKey = SecretBytes.of(pair.getPrivate().getEncoded());
    return new StoredSigningKey(
        kid,
        algorithm,
        state,
        SecretBytes.of(pair.getPublic().getEncoded()),
        Optional.of(masterKey.seal(sealName(kid, algorithm), privateKey)),
        now,
        activatesAt,
        Optional.empty());
  }

  /**
   * The key with its private part opened.
   *
   * @throws InvalidSettingException when it was sealed under another master key, or is damaged
   * @throws IllegalStateException when the provider cannot read the opened key
   */
  SigningKey open(StoredSigningKey stored) {
    SecretBytes sealed = stored.sealedPrivateKey().orElseThrow();
    SecretBytes privateKey = masterKey.open(sealName(stored.kid(), stored.algorithm()), sealed);
    try {
      return new SigningKey(
          stored.kid(),
          stored.algorithm(),
          SigningKeys.privateKey(privateKey.toByteArray(), crypto.keyFactory(stored.algorithm())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key " + stored.kid() + " cannot be read", e);
    }
  }

  /**
   * Its public part.
   *
   * @throws IllegalStateException when it is damaged: it is no key, or another key than its name
   *     says
   */
  VerificationKey publicPart(StoredSigningKey stored) {
    try {
      PublicKey key =
          SigningKeys.publicKey(
              stored.publicKey().toByteArray(), crypto.keyFactory(stored.algorithm()));
      if (!SigningKeys.thumbprint(key).equals(stored.kid())) {
        throw new IllegalStateException("it is another key than its name says");
      }
      return new VerificationKey(stored.kid(), stored.algorithm(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it is no key for " + stored.algorithm(), e);
    }
  }

  /**
   * Seals a key under the master key, if it was still sealed under the previous one. A key that
   * neither opens stays as it is.
   */
  StoredSigningKey renewSeal(StoredSigningKey stored) {
    try {
      return stored
          .sealedPrivateKey()
          .flatMap(key -> masterKey.renew(sealName(stored.kid(), stored.algorithm()), key))
          .map(stored::resealed)
          .orElse(stored);
    } catch (InvalidSettingException e) {
      return stored;
    }
  }

  private static String sealName(String kid, SigningAlgorithm algorithm) {
    return "signing-key " + algorithm + " " + kid;
  }
}
