package io.countersign.auth.spi;

import java.util.List;
import java.util.Optional;

/** The keys of this deployment, in memory: asking it costs no I/O. */
public interface KeyRing {

  /** The key that signs now. */
  SigningKey signingKey();

  /**
   * The key that verifies tokens of this {@code kid}.
   *
   * @param kid the header's {@code kid}, of which nothing is known yet
   * @return empty when no key of that name may be trusted
   */
  Optional<VerificationKey> verificationKey(String kid);

  /** All keys that verifiers should know, RSA before EC, as the JWKS publishes them. */
  List<VerificationKey> verificationKeys();
}
