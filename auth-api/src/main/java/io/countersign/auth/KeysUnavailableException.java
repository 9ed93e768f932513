package io.countersign.auth;

/**
 * Refuses to verify or to sign while the keys for it cannot be had: for verifiers that fetch them
 * from elsewhere, and for a node that cannot read the key that signs. It says nothing about a
 * token.
 */
public final class KeysUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public KeysUnavailableException() {
    super(RefusalCode.UNAVAILABLE, "The keys are not available now; try again shortly.", SHORTLY);
  }
}
