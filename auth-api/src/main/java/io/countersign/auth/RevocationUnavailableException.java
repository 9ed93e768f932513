package io.countersign.auth;

/**
 * Refuses a sensitive operation while revocation cannot be asked: it fails closed. A revocation
 * throws it, too, when it is committed and other nodes may not know of it yet.
 */
public final class RevocationUnavailableException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public RevocationUnavailableException() {
    super(
        RefusalCode.REVOCATION_UNAVAILABLE,
        "Revocation cannot be checked now; try again shortly.",
        SHORTLY);
  }
}
