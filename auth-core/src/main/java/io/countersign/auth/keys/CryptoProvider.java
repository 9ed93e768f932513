package io.countersign.auth.keys;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.JoseSignatures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Locale;
import java.util.function.Supplier;
import org.jose4j.jca.ProviderContext;
import org.jspecify.annotations.Nullable;

/**
 * Provides the cryptography that signs, verifies and holds the keys: this Java's own, or the faster
 * native code of the Amazon Corretto Crypto Provider. The tokens are the same.
 *
 * <p>Nothing else in the JVM changes: the other provider's signatures are found only by a name that
 * no other deployment knows, from {@link #open} until {@link #close}.
 */
public final class CryptoProvider implements AutoCloseable {

  /** Which provider is asked for. */
  public enum Choice {
    /** What this Java would use by itself. */
    DEFAULT,
    /** The Amazon Corretto Crypto Provider where it can be used; nobody misses it elsewhere. */
    AUTO,
    /** The Amazon Corretto Crypto Provider, which is expected to be there and to load. */
    CORRETTO
  }

  private static final System.Logger LOG = System.getLogger(CryptoProvider.class.getName());
  private static final CryptoProvider OF_THIS_JAVA = new CryptoProvider(null, null);

  private final @Nullable Provider keys;
  private final @Nullable SignatureProvider signatures;
  private final JoseSignatures jose;

  private CryptoProvider(@Nullable Provider keys, @Nullable SignatureProvider signatures) {
    this.keys = keys;
    this.signatures = signatures;
    ProviderContext context = new ProviderContext();
    if (signatures != null) {
      context.getSuppliedKeyProviderContext().setSignatureProvider(signatures.getName());
    }
    this.jose = new JoseSignatures(context);
  }

  /** The cryptography that this Java uses by itself; there is nothing to close. */
  public static CryptoProvider ofThisJava() {
    return OF_THIS_JAVA;
  }

  /**
   * Opens the chosen provider. This Java's own takes its place when the provider is missing, or
   * when the two disagree about a signature of an algorithm. One line of the log says why: a
   * warning where the provider is expected.
   *
   * @param choice which
   * @param random what the keys of the trial are made from
   */
  public static CryptoProvider open(Choice choice, SecureRandom random) {
    return switch (choice) {
      case DEFAULT -> OF_THIS_JAVA;
      // Not a method reference: that would link the class here, where nobody expects its error.
      case AUTO, CORRETTO -> openOrThisJava(choice, () -> Corretto.provider(), random);
    };
  }

  static CryptoProvider openOrThisJava(
      Choice choice, Supplier<Provider> corretto, SecureRandom random) {
    try {
      Provider provider = corretto.get();
      CryptoProvider opened = of(provider, random);
      LOG.log(System.Logger.Level.INFO, "{0} signs and verifies", provider);
      return opened;
    } catch (LinkageError | RuntimeException e) {
      LOG.log(
          choice == Choice.CORRETTO ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
          "countersign.crypto.provider is {0}, and Corretto cannot be used ({1}):"
              + " this Java''s own provider signs and verifies",
          choice.name().toLowerCase(Locale.ROOT),
          e.toString());
      return OF_THIS_JAVA;
    }
  }

  private static CryptoProvider of(Provider provider, SecureRandom random) {
    SignatureProvider signatures =
        new SignatureProvider("Countersign-" + Long.toHexString(random.nextLong()), provider);
    CryptoProvider opened = new CryptoProvider(provider, signatures);
    Security.addProvider(signatures);
    try {
      for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
        opened.requireAgreement(algorithm, trialKeys(algorithm, provider, random));
      }
      return opened;
    } catch (LinkageError | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Keys for the trial, by the provider itself: a Java that has just started is slow at them. */
  private static KeyPair trialKeys(
      SigningAlgorithm algorithm, Provider provider, SecureRandom random) {
    try {
      return SigningKeys.generate(
          algorithm,
          2048,
          random,
          KeyPairGenerator.getInstance(SigningKeys.keyType(algorithm), provider));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it cannot generate keys for " + algorithm, e);
    }
  }

  private void requireAgreement(SigningAlgorithm algorithm, KeyPair pair) {
    SigningKey signing = new SigningKey("trial", algorithm, pair.getPrivate());
    VerificationKey verification = new VerificationKey("trial", algorithm, pair.getPublic());
    byte[] input = "trial".getBytes(StandardCharsets.US_ASCII);

    byte[] signature = jose.sign(input, own(signing));
    OF_THIS_JAVA.jose.require(signature, input, OF_THIS_JAVA.own(verification));
    jose.require(
        OF_THIS_JAVA.jose.sign(input, OF_THIS_JAVA.own(signing)), input, own(verification));
    signature[signature.length - 1] ^= 1;
    try {
      jose.require(signature, input, own(verification));
    } catch (InvalidSignatureException e) {
      return;
    }
    throw new IllegalStateException("it accepts a wrong signature of " + algorithm);
  }

  private SigningKey own(SigningKey key) {
    try {
      return new SigningKey(
          key.kid(),
          key.algorithm(),
          SigningKeys.privateKey(key.privateKey().getEncoded(), keyFactory(key.algorithm())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it cannot read a private key", e);
    }
  }

  private VerificationKey own(VerificationKey key) {
    try {
      return new VerificationKey(
          key.kid(),
          key.algorithm(),
          SigningKeys.publicKey(key.publicKey().getEncoded(), keyFactory(key.algorithm())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it cannot read a public key", e);
    }
  }

  /** Makes keys of this provider's own type, which it need not translate at each use. */
  public KeyFactory keyFactory(SigningAlgorithm algorithm) throws GeneralSecurityException {
    String type = SigningKeys.keyType(algorithm);
    return keys == null ? KeyFactory.getInstance(type) : KeyFactory.getInstance(type, keys);
  }

  /** What signs and verifies by this provider. */
  public JoseSignatures signatures() {
    return jose;
  }

  /** Leaves the JVM as it was; afterwards nothing can be signed or verified by this. */
  @Override
  public void close() {
    if (signatures != null) {
      Security.removeProvider(signatures.getName());
    }
  }
}
