package io.countersign.auth.spi.keys;

import java.util.Optional;

/** The keys that a verifier trusts, in memory: asking costs no I/O. */
@FunctionalInterface
public interface VerificationKeys {

  /**
   * The key that verifies tokens of this {@code kid}.
   *
   * @param kid the header's {@code kid}, of which nothing is known yet
   * @return empty when no key of that name may be trusted
   */
  Optional<VerificationKey> verificationKey(String kid);
}
