package io.countersign.auth;

/** Refuses a token whose {@code alg} is not allowed or not its key's own (RFC 8725 §3.1). */
public final class UnsupportedAlgorithmException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /** Makes the refusal. */
  public UnsupportedAlgorithmException() {
    super(RefusalCode.UNSUPPORTED_ALGORITHM, "The token's algorithm is not accepted.");
  }
}
