package io.countersign.auth;

/** Refuses a token with a valid signature and a missing or wrong claim (RFC 7519 §4). */
public final class InvalidClaimsException extends RefusedException {

  private static final long serialVersionUID = 1L;

  private final String claim;

  /**
   * Makes the refusal.
   *
   * @param claim the claim's registered name (or {@code typ}), never its value
   * @param problem what is wrong with it, in words of our own
   */
  public InvalidClaimsException(String claim, String problem) {
    super(RefusalCode.INVALID_CLAIMS, "The claim \"" + claim + "\" " + problem + ".");
    this.claim = claim;
  }

  /** The name of the claim that was refused. */
  public String claim() {
    return claim;
  }
}
