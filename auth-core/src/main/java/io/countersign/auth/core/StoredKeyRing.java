package io.countersign.auth.core;

import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.SigningKey;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The key of this deployment: made or imported at the first start, kept sealed in the store, and
 * read by every later start and every other node.
 */
public final class StoredKeyRing implements KeyRing {

  private final SigningKey signingKey;
  private final VerificationKey verificationKey;

  private StoredKeyRing(SigningKey signingKey, VerificationKey verificationKey) {
    this.signingKey = signingKey;
    this.verificationKey = verificationKey;
  }

  /**
   * Opens the key ring.
   *
   * @param store where the key is kept
   * @param masterKey what its private part is sealed under
   * @param settings which key to make or import if there is none
   * @param random where a generated key comes from
   * @param clock when it is
   * @throws InvalidSettingException when the settings ask for another key than there is, or the
   *     master key is not the one that sealed it
   */
  public static StoredKeyRing open(
      SigningKeyStore store,
      MasterKey masterKey,
      SigningSettings settings,
      SecureRandom random,
      Clock clock) {
    Optional<KeyPair> imported =
        settings.importKeyFile().map(file -> SigningKeys.read(file, settings.algorithm()));
    StoredSigningKey stored =
        store
            .activeKey()
            .orElseGet(
                () -> {
                  KeyPair pair =
                      imported.orElseGet(
                          () ->
                              SigningKeys.generate(
                                  settings.algorithm(), settings.rsaBits(), random));
                  return store.activateFirst(seal(pair, settings.algorithm(), masterKey, clock));
                });
    requireAsConfigured(stored, settings, imported);
    return open(stored, masterKey);
  }

  private static void requireAsConfigured(
      StoredSigningKey stored, SigningSettings settings, Optional<KeyPair> imported) {
    if (stored.algorithm() != settings.algorithm()) {
      throw new InvalidSettingException(
          "countersign.signing.algorithm",
          "is " + settings.algorithm() + " but this database's key is for " + stored.algorithm());
    }
    if (imported.isPresent()
        && !SigningKeys.thumbprint(imported.get().getPublic()).equals(stored.kid())) {
      throw new InvalidSettingException(
          "countersign.signing.import-key-file",
          "names another key than the one this database was first started with");
    }
  }

  private static StoredSigningKey seal(
      KeyPair pair, SigningAlgorithm algorithm, MasterKey masterKey, Clock clock) {
    String kid = SigningKeys.thumbprint(pair.getPublic());
    SecretBytes privateKey = SecretBytes.of(pair.getPrivate().getEncoded());
    return new StoredSigningKey(
        kid,
        algorithm,
        SecretBytes.of(pair.getPublic().getEncoded()),
        masterKey.seal(sealName(kid, algorithm), privateKey),
        clock.instant());
  }

  private static StoredKeyRing open(StoredSigningKey stored, MasterKey masterKey) {
    String kid = stored.kid();
    SigningAlgorithm algorithm = stored.algorithm();
    SecretBytes privateKey = masterKey.open(sealName(kid, algorithm), stored.sealedPrivateKey());
    try {
      return new StoredKeyRing(
          new SigningKey(
              kid, algorithm, SigningKeys.privateKey(privateKey.toByteArray(), algorithm)),
          new VerificationKey(
              kid, algorithm, SigningKeys.publicKey(stored.publicKey().toByteArray(), algorithm)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the stored signing key " + kid + " cannot be read", e);
    }
  }

  private static String sealName(String kid, SigningAlgorithm algorithm) {
    return "signing-key " + algorithm + " " + kid;
  }

  @Override
  public SigningKey signingKey() {
    return signingKey;
  }

  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    return Optional.of(verificationKey).filter(key -> key.kid().equals(kid));
  }

  @Override
  public List<VerificationKey> verificationKeys() {
    return List.of(verificationKey);
  }
}
