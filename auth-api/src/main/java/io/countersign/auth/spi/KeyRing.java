package io.countersign.auth.spi;

import java.util.List;

/** The keys of this deployment, in memory: asking it costs no I/O. */
public interface KeyRing extends VerificationKeys {

  /** The key that signs now. */
  SigningKey signingKey();

  /** All keys that verifiers should know, RSA before EC, as the JWKS publishes them. */
  List<VerificationKey> verificationKeys();
}
