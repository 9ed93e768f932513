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

/** Keys of tests: the newest signs, all verify. */
final class TestKeys implements KeyRing {

  private static final int RSA_BITS = 2048;

  /** Made once in a process, since an RSA key may take a second. */
  private static final Map<SigningAlgorithm, KeyPair> FIRST = new ConcurrentHashMap<>();

  private static final Map<SigningAlgorithm, TestKeys> STRANGERS = new ConcurrentHashMap<>();

  private final SigningAlgorithm algorithm;
  private volatile Keys keys;

  /** The newest first. */
  private record Keys(SigningKey signing, List<VerificationKey> verifying) {}

  private TestKeys(SigningAlgorithm algorithm, KeyPair first) {
    this.algorithm = algorithm;
    this.keys = new Keys(signing(first), List.of(verifying(first)));
  }

  /** The keys of an issuer; every one of this process begins with the same. */
  static TestKeys of(SigningAlgorithm algorithm) {
    return new TestKeys(algorithm, FIRST.computeIfAbsent(algorithm, TestKeys::generate));
  }

  /** These keys alone. */
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

  /** A new key signs from now on. */
  synchronized void rotate() {
    KeyPair next = generate(algorithm);
    keys =
        new Keys(
            signing(next),
            Stream.concat(Stream.of(verifying(next)), keys.verifying().stream()).toList());
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
