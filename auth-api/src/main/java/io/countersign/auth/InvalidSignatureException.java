package io.countersign.auth;

/** Refuses a token whose signature is wrong or whose key is unknown (RFC 7515 §5.2). */
public final class InvalidSignatureException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public InvalidSignatureException() {
    super(RefusalCode.INVALID_SIGNATURE, "The token's signature is not valid.");
  }
}
