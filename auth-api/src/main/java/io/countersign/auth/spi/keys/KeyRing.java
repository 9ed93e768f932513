package io.countersign.auth.spi.keys;

import io.countersign.auth.KeysUnavailableException;
import java.util.List;

/** The keys of this deployment, in memory: asking it costs no I/O. */
public interface KeyRing extends VerificationKeys {

  /**
   * The key that signs now.
   *
   * @throws KeysUnavailableException when this node has none that it may sign with now
   */
  SigningKey signingKey();

  /** All keys that verifiers should know, RSA before EC, as the JWKS publishes them. */
  List<VerificationKey> verificationKeys();
}
