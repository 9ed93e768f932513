package io.countersign.auth;

/** Refuses a text that is not a token, or a token that asks for more than a plain signature. */
public final class MalformedTokenException extends RefusedException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the refusal.
   *
   * @param rule the rule that was broken, in words of our own, never a part of the token
   */
  public MalformedTokenException(String rule) {
    super(RefusalCode.MALFORMED_TOKEN, "This is not a token: " + rule + ".");
  }
}
