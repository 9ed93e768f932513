package io.countersign.auth.testkit;

import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Keys of tests: one signs, and all verify. The next one is published before it signs. */
final class TestKeys implements KeyRing {

  private static final int RSA_BITS = 2048;

  /** Made once in a process, since an RSA key may take a second. */
  private static final Map<SigningAlgorithm, KeyPair> FIRST = new ConcurrentHashMap<>();

  private static final Map<SigningAlgorithm, KeyPair> SECOND = new ConcurrentHashMap<>();
  private static final Map<SigningAlgorithm, TestKeys> STRANGERS = new ConcurrentHashMap<>();

  private final SigningAlgorithm algorithm;
  private volatile Keys keys;

  /** All public ones, the newest first, of which the next is one. */
  private record Keys(SigningKey signing, Optional<KeyPair> next, List<VerificationKey> verifying) {

    /** Hides what is private. */
    @Override
    public String toString() {
      return "Keys[signing=" + signing + "]";
    }
  }

  private TestKeys(SigningAlgorithm algorithm, KeyPair first) {
    this.algorithm = algorithm;
    this.keys = new Keys(signing(first), Optional.empty(), List.of(verifying(first)));
  }

  /** The keys of an issuer; every one of this process begins with the same. */
  static TestKeys of(SigningAlgorithm algorithm) {
    TestKeys keys = new TestKeys(algorithm, FIRST.computeIfAbsent(algorithm, TestKeys::generate));
    keys.publish(keys.signingKey(), SECOND.computeIfAbsent(algorithm, TestKeys::generate));
    return keys;
  }

  /** This key alone. */
  static TestKeys of(SigningAlgorithm algorithm, KeyPair pair) {
    return new TestKeys(algorithm, pair);
  }

  /** Keys that no issuer has. */
  static TestKeys stranger(SigningAlgorithm algorithm) {
    return STRANGERS.computeIfAbsent(algorithm, it -> new TestKeys(it, generate(it)));
  }

  private static KeyPair generate(SigningAlgorithm algorithm) {
    return SigningKeys.generate(algorithm, RSA_BITS, new SecureRandom());
  }

  /** The next key signs from now on, and another one is published. */
  synchronized void rotate() {
    publish(signing(keys.next().orElseThrow()), generate(algorithm));
  }

  private synchronized void publish(SigningKey signing, KeyPair next) {
    keys =
        new Keys(
            signing,
            Optional.of(next),
            Stream.concat(Stream.of(verifying(next)), keys.verifying().stream()).toList());
  }

  /** What verifies what this issuer signs now. */
  VerificationKey signingKeysPublicKey() {
    return verificationKey(signingKey().kid()).orElseThrow();
  }

  private SigningKey signing(KeyPair pair) {
    return new SigningKey(SigningKeys.thumbprint(pair.getPublic()), algorithm, pair.getPrivate());
  }

  private VerificationKey verifying(KeyPair pair) {
    return new VerificationKey(
        SigningKeys.thumbprint(pair.getPublic()), algorithm, pair.getPublic());
  }

  @Override
  public SigningKey signingKey() {
    return keys.signing();
  }

  @Override
  public List<VerificationKey> verificationKeys() {
    return keys.verifying();
  }

  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    return keys.verifying().stream().filter(key -> key.kid().equals(kid)).findFirst();
  }
}
