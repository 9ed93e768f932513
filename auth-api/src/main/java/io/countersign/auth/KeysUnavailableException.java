package io.countersign.auth;

/**
 * Refuses to verify or to sign while the needed key is not available. It says nothing about a
 * token.
 *
 * <p>A verifier throws it when it fetches its keys from elsewhere and cannot. A node throws it when
 * it cannot read the key that signs.
 */
public final class KeysUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public KeysUnavailableException() {
    super(RefusalCode.UNAVAILABLE, "The keys are not available now; try again shortly.", SHORTLY);
  }
}
